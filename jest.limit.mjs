import { createRequire } from 'node:module';
import { relative } from 'node:path';
import { Worker } from 'node:worker_threads';

/**
 * Milliseconds per test and per hook unless `test()` is given another limit. Tests take up to two seconds on idle cores and
 * thirty on crowded ones; only one that hangs takes longer.
 */
const LIMIT = 60_000;

/** Milliseconds that the event loop has to report the limit itself. */
const GRACE = 2_000;

/** Fake timers replace it while a test runs. */
const setTimer = setTimeout;

/**
 * A test that never yields blocks the timers of its own thread. This thread then names the test and ends the run, because a
 * blocked thread cannot report anything.
 */
const watchdog = new Worker(
  `const { parentPort } = require('node:worker_threads');
  let timer;
  parentPort.on('message', ({ name, limit }) => {
    clearTimeout(timer);
    if (name === undefined) return;
    timer = setTimeout(() => {
      require('node:fs').writeSync(2, name + ' blocks its thread for more than ' + limit / 1000 + ' s: the run is ended\\n');
      process.kill(process.pid, 'SIGKILL');
    }, limit + ${GRACE});
  });`,
  { eval: true },
);
watchdog.unref();

/** The light runner runs what jest-circus collects, but ignores its time limits. */
const fromRunner = createRequire(createRequire(import.meta.url).resolve('jest-light-runner'));
fromRunner('jest-circus').addEventHandler((event, { currentDescribeBlock: block }) => {
  const added = { add_test: block.children, add_hook: block.hooks }[event.name]?.at(-1);
  if (added?.fn) added.fn = limited(added.fn, fullName(block, event), event.timeout ?? LIMIT);
});

function fullName(block, { testName, hookType }) {
  const names = [testName ?? hookType];
  for (let at = block; at.parent; at = at.parent) names.unshift(at.name);
  return [relative(process.cwd(), expect.getState().testPath), ...names].join(' > ');
}

function limited(fn, name, limit) {
  return async () => {
    watchdog.postMessage({ name, limit });
    let timer;
    const late = new Promise((_, failed) => {
      const text = `not finished within ${limit / 1000} s; a test that needs more gives its limit to test() as third argument`;
      timer = setTimer(() => failed(new Error(text)), limit);
    });
    try {
      await Promise.race([called(fn), late]);
    } finally {
      clearTimeout(timer);
      watchdog.postMessage({});
    }
  };
}

/** A function with a parameter calls it when it is done. */
async function called(fn) {
  if (fn.length === 0) return fn();
  return new Promise((done, failed) => fn((error) => (error ? failed(error) : done())));
}
