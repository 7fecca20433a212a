/** Metrics that appear with an event only, by the source that was seen to serve them after it (cluster test). */
export const PROVOKED = {
  apiserver: ['apiserver_admission_webhook_admission_duration_seconds'],
} as const;
