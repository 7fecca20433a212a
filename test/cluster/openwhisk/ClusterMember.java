import akka.actor.ActorSystem;
import akka.cluster.Cluster;
import akka.cluster.ClusterEvent.CurrentClusterState;
import akka.cluster.Member;
import akka.management.cluster.bootstrap.ClusterBootstrap;
import akka.management.javadsl.AkkaManagement;
import com.typesafe.config.Config;

import java.util.TreeSet;
import java.util.stream.StreamSupport;

/**
 * A member of a cluster of OpenWhisk's controllers or schedulers, and nothing else of them: starts cluster bootstrap or joins its
 * seed nodes as they do (OpenWhisk, ShardingContainerPoolBalancer.scala and Scheduler.scala), and prints a line whenever what it
 * sees of the cluster changes. The test compiles it for each generation: Apache Pekko is Akka under other names.
 *
 * Argument: name of the actor system.
 */
public final class ClusterMember {
  public static void main(String[] arguments) throws InterruptedException {
    ActorSystem system = ActorSystem.create(arguments[0]);
    Config config = system.settings().config();
    if (config.getBoolean("whisk.cluster.use-cluster-bootstrap")) {
      AkkaManagement.get(system).start();
      ClusterBootstrap.get(system).start();
    }
    Cluster cluster = Cluster.get(system);
    String said = "";
    while (!system.whenTerminated().isCompleted()) {
      String seen = describe(cluster.state());
      if (!seen.equals(said)) System.out.println("cluster " + seen);
      said = seen;
      Thread.sleep(100);
    }
    System.out.println("terminated");
  }

  private static String describe(CurrentClusterState state) {
    TreeSet<String> members = new TreeSet<>();
    for (Member member : state.getMembers()) {
      boolean reachable = StreamSupport.stream(state.getUnreachable().spliterator(), false).noneMatch(member::equals);
      members.add(member.address().hostPort() + "=" + member.status() + (reachable ? "" : "/unreachable"));
    }
    return String.join(" ", members);
  }
}
