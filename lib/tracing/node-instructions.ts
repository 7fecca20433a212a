/** Steps for a file, by its name. */
const STEPS: Readonly<Record<string, readonly string[]>> = {
  'apiserver-tracing.yaml': [
    'On each node of the control plane:',
    '',
    '    mkdir -p /etc/kubernetes/tracing && cp apiserver-tracing.yaml /etc/kubernetes/tracing/',
    '',
    'The API server reads it at its start, by the flag in kubeadm.yaml.',
  ],
  'kubeadm.yaml': [
    'Add its keys to the ClusterConfiguration in the ConfigMap kubeadm-config of kube-system. Then, on each node of the control plane, one after the other:',
    '',
    '    kubectl -n kube-system get configmap kubeadm-config -o jsonpath="{.data.ClusterConfiguration}" > cluster.yaml',
    '    kubeadm init phase control-plane apiserver --config cluster.yaml',
    '    kubeadm init phase etcd local --config cluster.yaml',
    '',
    'Without kubeadm, give API server and etcd the same flags: `name` and `value` are `--name=value`.',
  ],
  'kubelet.yaml': [
    'Add its key `tracing` to the configuration of the kubelet, with kubeadm in the ConfigMap kubelet-config of kube-system. Then, on each node:',
    '',
    '    kubeadm upgrade node phase kubelet-config && systemctl restart kubelet',
  ],
  'containerd.conf': [
    'On each node, for containerd 2 and later:',
    '',
    '    mkdir -p /etc/systemd/system/containerd.service.d && cp containerd.conf /etc/systemd/system/containerd.service.d/tracing.conf',
    '    systemctl daemon-reload && systemctl restart containerd',
  ],
  'containerd.toml': [
    'On each node, for containerd 1.7: add its sections to /etc/containerd/config.toml, and restart containerd:',
    '',
    '    systemctl restart containerd',
  ],
};

/** Name of the file with the instructions. */
export const INSTRUCTIONS_FILE = 'README.md';

/** Instructions for the files of the nodes, by their names. */
export function nodeInstructions(names: readonly string[], version: string): string {
  return [
    '# Tracing of the programs of the nodes',
    '',
    `For Kubernetes ${version}. The programs send to the collector on their node, which has to run (tracing.agent); without it they work, and their spans are lost.`,
    'A managed control plane does not take the files of API server and etcd.',
    ...names.flatMap((name) => ['', `## ${name}`, '', ...(STEPS[name] ?? [])]),
    '',
  ].join('\n');
}
