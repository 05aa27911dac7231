package io.redisfailover.proxy.stats;

import io.redisfailover.proxy.config.StatisticsSettings;
import io.redisfailover.proxy.net.Sockets;
import io.redisfailover.proxy.net.Transport;
import io.redisfailover.proxy.stats.model.SampleStatuses;
import io.redisfailover.proxy.stats.model.StatusSnapshot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Serves the sample statuses, each on a port of its own, to be looked at in a browser. */
final class StatisticsShow {
  private StatisticsShow() {}

  /** Prints {@code name port} for each status and serves until it is ended. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    for (Map.Entry<String, StatusSnapshot> sample : SampleStatuses.all().entrySet()) {
      StatisticsServer server =
          StatisticsServer.start(
              SampleContent.of(sample::getValue, new AlwaysWell()),
              () ->
                  StatisticsSettings.on(
                      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Optional::empty),
              Sockets.of(Transport.AUTO));
      System.out.println(sample.getKey() + " " + server.address().getPort());
    }
    new CountDownLatch(1).await();
  }
}
