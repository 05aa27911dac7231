package io.redisfailover.bench.rival;

import io.redisfailover.failover.model.Server;
import io.redisfailover.realredis.process.DiskMode;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.installation.StandaloneProcess;
import io.redisfailover.testbed.redis.RestartableRedis;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** One standalone process with its own settings and JVM defaults, as a user starts it. */
final class OurStage implements ContenderSetup {
  /**
   * HAProxy returns 1 to 2 s after the first server answers again; so does this. The product's own
   * 30 s would only make every run longer.
   */
  private static final String RETURNS = "failover: {failback: {policy: Automatic, delay: 1s}}";

  private static final String STAYS = "failover: {failback: {policy: Manual}}";

  private final Installation installation;

  private OurStage(Installation installation) {
    this.installation = installation;
  }

  static OurStage start(Path folder, DiskMode persistence, boolean returnsByItself, Build build) {
    return new OurStage(
        Installation.in(folder)
            .password(PASSWORD)
            .persistence(persistence)
            .configuration(returnsByItself ? RETURNS : STAYS)
            .javaOptions()
            .jar(build.jar())
            .start());
  }

  @Override
  public InetSocketAddress clients() {
    return installation.leader().clients();
  }

  @Override
  public RestartableRedis server(Server server) {
    return installation.server(server);
  }

  @Override
  public void moveTo(Server server) {
    // Over the API as with HAProxy's socket: a JVM that starts for a command would be measured too.
    StandaloneProcess.Said said = installation.leader().switchover(server);
    if (said.status() != HttpURLConnection.HTTP_OK) {
      throw new IllegalStateException(
          "the switch to %s ended with status %d: %s"
              .formatted(server.displayName(), said.status(), said.text().strip()));
    }
  }

  @Override
  public void close() {
    installation.close();
  }
}
