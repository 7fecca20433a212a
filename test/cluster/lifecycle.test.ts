import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { until } from './wait';

/** Starts a cluster with one node, says where it is, and waits to be ended. */
const SCRIPT = `
const { Cluster } = require(${JSON.stringify(join(__dirname, 'harness'))});
const { singleNode } = require(${JSON.stringify(join(__dirname, 'nodes'))});
Cluster.start({ nodes: singleNode() }).then((cluster) => {
  console.log(JSON.stringify({ folder: cluster.folder, pids: Object.values(cluster.processes.pids()) }));
  setInterval(() => undefined, 1000);
});`;

interface Started {
  readonly folder: string;
  readonly pids: readonly number[];
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((done, failed) => {
    child.stdout?.once('data', (data: Buffer) => done(data.toString()));
    child.once('exit', (code) => failed(new Error(`ended with code ${code}`)));
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('a test that is killed', () => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGKILL'] as const)
    it(`by ${signal} leaves no program and no folder`, async (t) => {
      const child = spawn(process.execPath, ['-e', SCRIPT], { stdio: ['ignore', 'pipe', 'inherit'] });
      const { folder, pids } = JSON.parse(await firstLine(child)) as Started;
      assert.equal(pids.length, 5);
      assert.ok(pids.every(isAlive) && existsSync(folder));
      child.kill(signal);
      const gone = () => !pids.some(isAlive) && !existsSync(folder);
      await until(gone, { what: `everything in ${folder} has ended` });
      t.diagnostic(`${pids.length} programs ended`);
    });
});

describe('building the programs', () => {
  it('fails without Go, and reports how to install it', async () => {
    const env = { ...process.env, PATH: join(__dirname, 'nowhere'), FAAS_STACK_BINARIES: undefined };
    const { code, stderr } = await new Promise<{ code: unknown; stderr: string }>((done) =>
      execFile(process.execPath, [join(__dirname, 'build-tools.js')], { env }, (error, _, stderr) =>
        done({ code: error?.code, stderr }),
      ),
    );
    assert.equal(code, 1);
    assert.match(stderr, /needs the Go toolchain[\s\S]*apt-get install/);
  });
});
