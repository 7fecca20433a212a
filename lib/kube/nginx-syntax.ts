/** The only place a container of nginx can write to: its root file system is read-only. */
const SCRATCH = '/tmp';

/** Where the process writes. */
export const PROCESS = [`pid ${SCRATCH}/nginx.pid;`, 'error_log /dev/stderr warn;'];

/** Where the server puts what does not fit into memory. */
export const TEMP_PATHS = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
  (name) => `${name}_temp_path ${SCRATCH}/${name};`,
);

/** A block of directives. */
export function block(head: string, body: readonly string[]): string[] {
  return [`${head} {`, ...body.map((line) => `  ${line}`), '}'];
}

/** A path that nginx answers itself, for probes. */
export function healthLocation(path: string, ...directives: readonly string[]): string[] {
  return block(`location = ${path}`, [...directives, 'default_type text/plain;', 'return 200 "ok\\n";']);
}

/** Characters that would end a directive or open a block: such a value is a mistake at best. */
const UNSAFE = /[;{}"'\\#\r\n]/;

/** @throws when a value holds a character with a meaning in nginx's syntax. */
export function refuseUnsafe(values: Record<string, string | number | readonly string[] | undefined>): void {
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && UNSAFE.test(value.toString())) {
      throw new Error(`'${value.toString()}' cannot be ${name} in nginx.conf: it holds a character of nginx's syntax`);
    }
  }
}
