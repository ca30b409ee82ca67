/** What a service may say: every key of the compose specification. */
const serviceKeys = new Set(`annotations attach blkio_config build cap_add cap_drop cgroup cgroup_parent command configs container_name cpu_count
cpu_percent cpu_period cpu_quota cpu_rt_period cpu_rt_runtime cpu_shares cpus cpuset credential_spec depends_on deploy develop device_cgroup_rules
devices dns dns_opt dns_search dockerfile domainname entrypoint env_file environment expose extends external_links extra_hosts gpus group_add
healthcheck hostname image init ipc isolation label_file labels links log_driver log_opt logging mac_address mem_limit mem_reservation
mem_swappiness memswap_limit models net network_mode networks oom_kill_disable oom_score_adj pid pids_limit platform ports post_start pre_stop
privileged profiles provider pull_policy read_only restart runtime scale secrets security_opt shm_size stdin_open stop_grace_period stop_signal
storage_opt sysctls tmpfs tty ulimits use_api_socket user userns_mode uts volume_driver volumes volumes_from working_dir <<`.split(/\s+/));

export function isCompose(path: string, head: string): boolean {
  if (/^\uFEFF?\s*\{(?![{%])/.test(head)) {
    return /(?:^|\/)[^/]*compose[^/]*$/i.test(path) && /"services"\s*:\s*\{/.test(head) && /"(?:image|build)"\s*:/.test(head);
  }
  const blocks = topLevelBlocks(head);
  const services = blocks.get('services');
  if (services !== undefined) return !/^(?:jobs|pipeline|stages|apiVersion|provider|service)$/m.test([...blocks.keys()].join('\n')) && hasService(services);
  return blocks.size > 0 && [...blocks.values()].every(isFirstVersionService) && [...blocks.values()].some(({ lines }) => lines.some(line => /^\s+(?:image|build): *\S/.test(line)));
}

interface Block { readonly lines: readonly string[]; readonly indent: number }

/** The lines under each key that stands at the start of a line. */
function topLevelBlocks(head: string): ReadonlyMap<string, Block> {
  const blocks = new Map<string, { lines: string[]; indent: number }>();
  let block: { lines: string[]; indent: number } | undefined;
  for (const line of head.split(/\r?\n/)) {
    if (/^\s*(?:#|$|---)/.test(line)) continue;
    const key = /^\uFEFF?["']?([\w.$-]+)["']?\s*:/.exec(line)?.[1];
    if (key !== undefined) blocks.set(key, block = { lines: [], indent: 0 });
    else if (block !== undefined && /^\s/.test(line)) {
      if (block.indent === 0) block.indent = line.search(/\S/);
      block.lines.push(line);
    }
  }
  return blocks;
}

/** Under `services:`, something that has an image, a build or another key of a service. */
function hasService({ lines, indent }: Block): boolean {
  const names = lines.filter(line => line.search(/\S/) === indent);
  if (names.length === 0 || !names.every(line => /^\s*(?:["']?[\w.*${}-]+["']?\s*:|<<:|\{|\t)|^\s*[\w.-]+\s*$/.test(line))) return false;
  return lines.some(line => /^\s+["']?(?:image|build|extends|command|container_name|env_file|environment|<<)["']?\s*:/.test(line)) || names.some(line => /\{.*\b(?:image|build)\s*:/.test(line));
}

function isFirstVersionService({ lines, indent }: Block): boolean {
  const keys = lines.filter(line => line.search(/\S/) === indent).map(line => /^\s+["']?([\w<]+)["']?\s*:/.exec(line)?.[1]);
  return keys.length > 0 && keys.every(key => key !== undefined && serviceKeys.has(key));
}
