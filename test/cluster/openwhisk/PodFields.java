import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.DefaultKubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;

import java.io.FileInputStream;

/** Prints a template of action pods as the invokers' client reads it. The argument is its file. */
public final class PodFields {
  public static void main(String[] arguments) throws Exception {
    try (DefaultKubernetesClient client =
        new DefaultKubernetesClient(new ConfigBuilder().withMasterUrl("http://127.0.0.1").build())) {
      System.out.println(Serialization.asJson(client.load(new FileInputStream(arguments[0])).get().get(0)));
    }
  }
}
