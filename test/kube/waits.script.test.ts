import { httpAnswers } from '../../lib/kube/waits';
import { describeEachWait, expectGivenUp, http, waitForServer, type Scenario } from '../support/waits';

jest.setTimeout(30_000);

const CONTROLLER: Scenario = {
  wait: (endpoint) => httpAnswers(endpoint, 'the controller', '/ping'),
  what: 'the controller',
  ready: () => http('/ping', 200, 'pong'),
};

describeEachWait({ controller: CONTROLLER });

test('a server that answers with an error is not ready', async () => {
  const result = await waitForServer(CONTROLLER, http('/ping', 503, ''), { DEADLINE_SECONDS: '1' });
  expectGivenUp(CONTROLLER, result, 'wget: server returned error: HTTP/1.1 503 Service Unavailable');
});
