/** Words of a comment that this tool reads: its own, and words of intent. */
export const toldWords =
  /datastore:|datastore-review-(?:disable|enable|ignore|skip|off|suppress)|\b(?:cache[ds]?|transient|ephemeral|rebuil[dt]|source of truth|system of record|lossy|best.effort|can be lost|must (?:not|never) be lost|(?:ok|okay|safe) to lose|durable)\b/i;
