import { messageAbout, oneMistake } from '../../load/message';

const BEFORE = 'monitoring: {enabled: false}\nlogging:\n  enabled: true\n  fluentd:\n';

describe('values of Fluentd that do not go together:', () => {
  test.each([
    [
      'a buffer larger than its volume',
      '    buffer:\n      size: 4Gi',
      ':6 logging.fluentd.buffer.size: 4Gi, with what Elasticsearch refuses 4505 MiB, do not fit into 2Gi',
      'buffers of at most 1843 MiB together (90 % of logging.fluentd.buffer.volume)',
      'lower it or, where the nodes have the space, raise logging.fluentd.buffer.volume',
    ],
    [
      'a chunk larger than a request may be',
      '    buffer:\n      chunkSize: 100Mi',
      ':6 logging.fluentd.buffer.chunkSize: 100Mi are too much: one request, or a few files, would have to hold the whole buffer',
      '64Ki to 64Mi: at most 64Mi, and a quarter of logging.fluentd.buffer.size',
      'leave it out, or write such a size',
    ],
    [
      'a chunk smaller than a line',
      '    buffer:\n      chunkSize: 10Ki',
      ':6 logging.fluentd.buffer.chunkSize: 10Ki are less than one line may have',
      '64Ki to 64Mi: at most 64Mi, and a quarter of logging.fluentd.buffer.size',
      'leave it out, or write such a size',
    ],
    [
      'a buffer among the logs',
      '    buffer:\n      hostPath: /var/log/fluentd',
      ":6 logging.fluentd.buffer.hostPath: '/var/log/fluentd' is where the node itself writes",
      'a directory of its own, such as /var/lib/fluentd',
      'leave it out, or write another path',
    ],
    [
      'a journal that is not read',
      '    systemLogs: false\n    journal: volatile',
      ':6 logging.fluentd.journal: no journal is read without system logs',
      'volatile together with logging.fluentd.systemLogs: true',
      'remove it, or remove logging.fluentd.systemLogs: false',
    ],
    [
      'more requested than allowed',
      '    resources:\n      requests:\n        memory: 1Gi',
      ':7 logging.fluentd.resources.requests.memory: 1Gi is more than the limit of 512Mi',
      'at most 512Mi',
      'write 512Mi or less, or raise logging.fluentd.resources.limits.memory',
    ],
  ])('%s', (_, yaml, problem, allowed, fix) => {
    expect(messageAbout(BEFORE + yaml)).toBe(oneMistake(problem, allowed, fix));
  });
});

describe('invalid values of Fluentd:', () => {
  test.each([
    ['a runtime that there is not', '    runtime: containerd', ':5 logging.fluentd.runtime', 'cri, docker-json, auto'],
    [
      'a label without a value',
      '    nodeReadyLabel: ready',
      ':5 logging.fluentd.nodeReadyLabel',
      'the key and value of a label',
    ],
    [
      'a relative path',
      '    buffer:\n      hostPath: fluentd',
      ':6 logging.fluentd.buffer.hostPath',
      'an absolute path',
    ],
    [
      'a path upwards',
      '    buffer:\n      hostPath: /var/lib/../log',
      ':6 logging.fluentd.buffer.hostPath',
      'an absolute path',
    ],
    ['no language', '    exceptions: []', ':5 logging.fluentd.exceptions', '1'],
    ['a language that is not known', '    exceptions: [cobol]', ':5 logging.fluentd.exceptions[0]', 'java, python, go'],
    [
      'a size of thousandths',
      '    buffer:\n      size: 500m',
      ':6 logging.fluentd.buffer.size',
      'a Kubernetes quantity',
    ],
  ])('%s', (_, yaml, where, allowed) => {
    const message = messageAbout(BEFORE + yaml);
    expect(message).toContain(where);
    expect(message).toContain(allowed);
  });
});
