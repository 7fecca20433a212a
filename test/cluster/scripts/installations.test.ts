import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { ToolsError } from '../build-tools';
import { classPath, couchdbModules, nginxProgram } from './installations';
import { busyboxFolder } from './programs';

describe('On a machine without the programs that the scripts and servers need', () => {
  const { PATH, FAAS_STACK_CACHE } = process.env;
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'faas-stack-installations-'));
    mkdirSync(join(folder, 'bin'));
    Object.assign(process.env, { PATH: join(folder, 'bin'), FAAS_STACK_CACHE: join(folder, 'cache') });
  });
  after(() => {
    Object.assign(process.env, { PATH });
    if (FAAS_STACK_CACHE === undefined) delete process.env['FAAS_STACK_CACHE'];
    else Object.assign(process.env, { FAAS_STACK_CACHE });
    rmSync(folder, { recursive: true });
  });

  const missing = (name: string, from: string) => (error: unknown) => {
    assert.ok(error instanceof ToolsError);
    assert.equal(error.message, `${name} is not in the PATH; Debian, Ubuntu: apt-get install ${from}`);
    return true;
  };

  it('a test fails, and reports what is missing and how to install it', async () => {
    await assert.rejects(classPath('kafka'), missing('mvn', 'maven'));
    await assert.rejects(couchdbModules(), missing('npm', 'npm'));
    await assert.rejects(nginxProgram(), missing('python3', 'python3-venv'));
    assert.throws(() => busyboxFolder(join(folder, 'links')), missing('busybox', 'busybox'));
  });
});
