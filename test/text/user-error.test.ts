import { FindingsError } from '../../lib/checks/all';
import { AmendmentError } from '../../lib/kube/amend';
import { PlatformFileError } from '../../lib/platform/mistake';
import { ClusterError } from '../../lib/pulumi/kubeconfig';
import { SimulationInputError } from '../../lib/simulator/input-error';
import { describeError, UserError } from '../../lib/text/user-error';

const REQUEST = 'This is a bug in faas-stack; please report it with this output.';

test.each([
  new UserError('the disk is full'),
  new PlatformFileError('platform.yaml', [{ problem: 'wrong', fix: 'correct it' }]),
  new SimulationInputError('trace.csv', [{ problem: 'wrong', fix: 'correct it' }]),
  new FindingsError([]),
  new AmendmentError('Service', 'x', 'does not exist', 'correct the name'),
  new ClusterError('there is no cluster', 'create one'),
])('$name is shown as its message', (error) => {
  expect(error).toBeInstanceOf(UserError);
  expect(error.name).toBe(error.constructor.name);
  expect(describeError(error)).toBe(error.message);
});

test('any other error is shown with its stack trace and a request to report it', () => {
  const error = new TypeError("Cannot read properties of undefined (reading 'x')");
  error.stack = `${error.name}: ${error.message}\n    at render (lib/render.ts:1:1)`;
  expect(describeError(error)).toBe(`${error.stack}\n${REQUEST}`);
});

test('a thrown value that is not an error is shown with a request to report it', () => {
  expect(describeError('x')).toBe(`x\n${REQUEST}`);
});
