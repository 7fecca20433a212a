import io.fabric8.kubernetes.api.builder.Predicate;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodFluent;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.DefaultKubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import okhttp3.Request;
import okhttp3.Response;

import java.io.FileInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * The calls that OpenWhisk's Kubernetes container factory makes for one action pod, by the library that it has (OpenWhisk ef725a6 and
 * 1fae641, KubernetesClient.scala and WhiskPodBuilder.scala). A line of output is a call and `ok`, or the status of the refusal.
 *
 * Arguments: the template of action pods, the name of the pod, the instance of the platform.
 */
public final class InvokerCalls {
  public static void main(String[] arguments) throws Exception {
    String template = arguments[0];
    String name = arguments[1];
    Map<String, String> labels = Map.of("invoker", "invoker0", "release", arguments[2]);
    ConfigBuilder config = new ConfigBuilder().withConnectionTimeout(60_000).withRequestTimeout(60_000);
    String actionNamespace = System.getProperty("whisk.kubernetes.action-namespace");
    if (actionNamespace != null) config.withNamespace(actionNamespace);
    DefaultKubernetesClient client = new DefaultKubernetesClient(config.build());
    String namespace = client.getNamespace();
    System.out.println("master " + client.getMasterUrl());

    call("clean", () -> client.inNamespace(namespace).pods().withLabels(labels).delete());
    call("create", () -> client.pods().inNamespace(namespace).create(pod(client, template, name, labels)));
    // As if the token had expired and the kubelet had written another: the client keeps the token of its start.
    Files.writeString(Path.of("/run/secrets/kubernetes.io/serviceaccount/token"), "another");
    call("ready", () -> {
      while (!client.pods().inNamespace(namespace).withName(name).isReady()) Thread.sleep(1000);
      return client.pods().inNamespace(namespace).withName(name).get().getStatus().getPodIP();
    });
    call("label", () -> client.pods().withName(name).edit().editMetadata()
        .addToLabels(Map.of("openwhisk/action", "hello", "openwhisk/namespace", "guest")).endMetadata().done());
    call("log", () -> {
      String path = "api/v1/namespaces/" + namespace + "/pods/" + name + "/log?container=user-action&timestamps=true";
      Request request = new Request.Builder().get().url(client.getMasterUrl() + path).build();
      try (Response response = client.getHttpClient().newCall(request).execute()) {
        if (response.code() == 401 || response.code() == 403) throw new KubernetesClientException("log", response.code(), null);
      }
      return null;
    });
    call("events", () -> client.v1().events().inNamespace(namespace).withField("involvedObject.name", name).list());
    call("delete", () -> client.inNamespace(namespace).pods().withName(name).delete());
    call("clean", () -> client.inNamespace(namespace).pods().withLabels(labels).delete());
    client.close();
  }

  private static void call(String name, Callable<?> call) throws Exception {
    try {
      call.call();
      System.out.println(name + " ok");
    } catch (KubernetesClientException refused) {
      System.out.println(name + " " + refused.getCode() + " " + refused.getMessage());
    }
  }

  private static Pod pod(DefaultKubernetesClient client, String template, String name, Map<String, String> labels)
      throws Exception {
    Pod base = (Pod) client.load(new FileInputStream(template)).get().get(0);
    PodFluent.SpecNested<PodBuilder> spec = new PodBuilder(base)
        .editOrNewMetadata().withName(name).addToLabels("name", name).addToLabels("user-action-pod", "true")
        .addToLabels(labels).endMetadata()
        .editOrNewSpec().withRestartPolicy("Always");
    Map<String, Quantity> memory = Map.of("memory", new Quantity("256Mi"));
    spec.editOrNewAffinity().editOrNewNodeAffinity().editOrNewRequiredDuringSchedulingIgnoredDuringExecution()
        .addNewNodeSelectorTerm().addNewMatchExpression()
        .withKey(System.getProperty("whisk.kubernetes.user-pod-node-affinity.key")).withOperator("In")
        .withValues(System.getProperty("whisk.kubernetes.user-pod-node-affinity.value"))
        .endMatchExpression().endNodeSelectorTerm()
        .endRequiredDuringSchedulingIgnoredDuringExecution().endNodeAffinity().endAffinity();
    Predicate<ContainerBuilder> isAction = container -> "user-action".equals(container.getName());
    return (spec.hasMatchingContainer(isAction) ? spec.editMatchingContainer(isAction) : spec.addNewContainer())
        .withNewResources().withLimits(memory).withRequests(memory).endResources()
        .withName("user-action").withImage("openwhisk/action-nodejs-v20:nightly")
        .addNewPort().withContainerPort(8080).withName("action").endPort()
        .editOrNewSecurityContext().editOrNewCapabilities().addToDrop("NET_RAW", "NET_ADMIN").endCapabilities()
        .endSecurityContext()
        .endContainer()
        .endSpec()
        .build();
  }
}
