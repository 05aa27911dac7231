package io.redisfailover.standalone;

import io.redisfailover.configuration.ProxySettings;
import io.redisfailover.configuration.ServerLogin;
import io.redisfailover.configuration.file.FailoverSection;
import io.redisfailover.configuration.file.HostPort;
import io.redisfailover.configuration.file.ProcessConfig;
import io.redisfailover.controller.Controller;
import io.redisfailover.controller.ControllerSetup;
import io.redisfailover.controller.fleet.HttpProxyFleet;
import io.redisfailover.controller.record.FileRecordStore;
import io.redisfailover.controller.redis.TimeLimits;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.policy.controller.ControllerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the controller of a process that is to lead. */
final class ControllerFactory {
  private ControllerFactory() {}

  /**
   * Makes it; it is not started yet.
   *
   * @param config the file
   * @param endpoints where the servers are
   * @param login how they are entered
   * @param own the control address of this process's own proxy
   * @param token the token of every proxy's control API
   */
  static Controller controller(
      ProcessConfig config,
      Endpoints endpoints,
      ServerLogin login,
      Optional<Endpoint> own,
      Supplier<String> token) {
    List<Endpoint> proxies = new ArrayList<>();
    own.ifPresent(proxies::add);
    for (String other : config.proxies()) {
      HostPort address = HostPort.parse(other).orElseThrow();
      proxies.add(new Endpoint(address.host(), address.port()));
    }
    return new Controller(
        new ControllerSetup(
            settings(config, endpoints),
            login,
            TimeLimits.DEFAULT,
            new FileRecordStore(config.recordFile()),
            new HttpProxyFleet(proxies, token)));
  }

  private static ControllerSettings settings(ProcessConfig config, Endpoints endpoints) {
    FailoverSection failover = config.failover();
    return new ControllerSettings(
        ProxySettings.failover(config),
        endpoints,
        failover.preferred(),
        failover.failback().policy() == FailoverSection.Policy.AUTOMATIC,
        failover.failback().delay());
  }
}
