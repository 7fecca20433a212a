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
      'a buffer in a directory of the kubelet',
      '    buffer:\n      hostPath: /var/lib/kubelet/fluentd',
      ":6 logging.fluentd.buffer.hostPath: '/var/lib/kubelet/fluentd' is where the node itself writes",
      'a directory of its own, such as /var/lib/fluentd',
      'leave it out, or write another path',
    ],
    [
      'units without a journal',
      '    journal: none\n    units: [etcd]',
      ':6 logging.fluentd.units: no journal is read',
      'units together with logging.fluentd.systemLogs: true and a journal',
      'remove it, or remove logging.fluentd.journal: none',
    ],
    [
      'units without system logs',
      '    systemLogs: false\n    units: [etcd]',
      ':6 logging.fluentd.units: no journal is read',
      'units together with logging.fluentd.systemLogs: true and a journal',
      'remove it, or remove logging.fluentd.systemLogs: false',
    ],
    [
      'two files of one name',
      '    files:\n      - {name: audit, path: /var/log/a.log}\n      - {name: audit, path: /var/log/b.log}',
      ":7 logging.fluentd.files[1].name: 'audit' is the name of another entry",
      'a name of its own for each file: positions and tags have it',
      'write another name',
    ],
    [
      'two entries for one file',
      '    files:\n      - {name: a, path: /var/log/a.log}\n      - {name: b, path: /var/log/a.log}',
      ":7 logging.fluentd.files[1].path: '/var/log/a.log' is the path of another entry",
      'each path once, because every entry reads its files',
      'remove one of the entries',
    ],
    [
      'the logs of containers once more',
      '    files:\n      - {name: all, path: /var/log/*/*.log}',
      ":6 logging.fluentd.files[0].path: '/var/log/*/*.log' matches the logs of containers, which are collected",
      'files that are not read yet',
      'write a path that matches the other files only, or remove the entry',
    ],
    [
      'the log of the kubelet once more',
      '    files:\n      - {name: all, path: /var/log/k*.log}',
      ":6 logging.fluentd.files[0].path: '/var/log/k*.log' matches a log of the kubelet or the container runtime, which is collected",
      'files that are not read yet',
      'write a path that matches the other files only, or remove the entry',
    ],
    [
      'a journal as a file of lines',
      '    files:\n      - {name: journal, path: /var/log/journal/*/system.journal}',
      ":6 logging.fluentd.files[0].path: '/var/log/journal/*/system.journal' matches the journal, see logging.fluentd.journal and logging.fluentd.units",
      'files that are not read yet',
      'write a path that matches the other files only, or remove the entry',
    ],
    [
      'JSON lines of an excluded namespace',
      '    exclude: {namespaces: [team-*]}\n    jsonNamespaces: [shop, team-a]',
      ":6 logging.fluentd.jsonNamespaces[1]: the logs of 'team-a' are excluded by 'team-*'",
      'namespaces whose logs are collected',
      "remove 'team-a' here, or 'team-*' from logging.fluentd.exclude.namespaces",
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
    ['a negative flush interval', '    buffer:\n      flushSeconds: -5', ':6 logging.fluentd.buffer.flushSeconds', '1'],
    [
      'a flush interval of days',
      '    buffer:\n      flushSeconds: 100000',
      ':6 logging.fluentd.buffer.flushSeconds',
      '3600',
    ],
    [
      'a flush interval of text',
      '    buffer:\n      flushSeconds: 5s',
      ':6 logging.fluentd.buffer.flushSeconds',
      'number',
    ],
    [
      'a unit with a slash',
      '    units: [system.slice/etcd.service]',
      ':5 logging.fluentd.units[0]',
      'the name of a systemd unit',
    ],
    ['a unit with a space', '    units: [etcd kubelet]', ':5 logging.fluentd.units[0]', 'the name of a systemd unit'],
    [
      'a file outside of /var/log',
      '    files: [{name: a, path: /opt/app/*.log}]',
      ':5 logging.fluentd.files[0].path',
      'an absolute path below /var/log',
    ],
    [
      'a file upwards',
      '    files: [{name: a, path: /var/log/../lib/a.log}]',
      ':5 logging.fluentd.files[0].path',
      'an absolute path below /var/log',
    ],
    [
      'a file with a date of strftime',
      '    files: [{name: a, path: /var/log/a-%Y.log}]',
      ':5 logging.fluentd.files[0].path',
      'an absolute path below /var/log',
    ],
    [
      'several files in one text',
      '    files: [{name: a, path: "/var/log/a.log,/etc/shadow"}]',
      ':5 logging.fluentd.files[0].path',
      'an absolute path below /var/log',
    ],
    [
      'a name of a file that is no part of a tag',
      '    files: [{name: a.b, path: /var/log/a.log}]',
      ':5 logging.fluentd.files[0].name',
      'lower-case letters',
    ],
    [
      'a format that there is not',
      '    files: [{name: a, path: /var/log/a.log, format: klog}]',
      ':5 logging.fluentd.files[0].format',
      'text, json',
    ],
    [
      'a namespace in upper case',
      '    exclude: {namespaces: [Kube-System]}',
      ':5 logging.fluentd.exclude.namespaces[0]',
      'lower-case letters',
    ],
    [
      'a namespace with an underscore',
      '    jsonNamespaces: [my_shop]',
      ':5 logging.fluentd.jsonNamespaces[0]',
      'lower-case letters',
    ],
    ['every pod', "    exclude: {pods: ['*']}", ':5 logging.fluentd.exclude.pods[0]', 'a name of lower-case letters'],
    [
      'a container with a path',
      '    exclude: {containers: [../app]}',
      ':5 logging.fluentd.exclude.containers[0]',
      'a name of lower-case letters',
    ],
    [
      'a label value that ends with a dash',
      '    nodeReadyLabel: a=b-',
      ':5 logging.fluentd.nodeReadyLabel',
      'the key and value of a label',
    ],
    [
      'a label prefix with two dots',
      '    nodeReadyLabel: a..b/c=d',
      ':5 logging.fluentd.nodeReadyLabel',
      'the key and value of a label',
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
