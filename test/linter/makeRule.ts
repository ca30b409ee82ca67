/** A rule file's text on `redis.command`, whole but for what a test changes. */
export function ruleText(changes: Record<string, string> = {}): string {
  const parts: Record<string, string> = {
    id: 'redis/no-keys',
    title: 'KEYS',
    on: 'redis.command',
    when: 'fact.command == "KEYS"',
    severity: 'warning',
    at: '[name]',
    message: '"{command} walks every key. Use SCAN."',
    docs: '{ problem: p, solution: s, fine: f }',
    sources: '[{ url: https://redis.io/docs/, date: 2026-08 }]',
    examples: '{ bad: [], good: [] }',
    ...changes,
  };
  return Object.entries(parts).filter(([, value]) => value !== '').map(([key, value]) => `${key}: ${value}`).join('\n');
}
