/** Loaded before a program: writes on standard error what it used when it ends. */
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  process.stderr.write(
    `${JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1e6, wall: process.uptime(), megabytes: maxRSS / 1024 })}\n`,
  );
});
