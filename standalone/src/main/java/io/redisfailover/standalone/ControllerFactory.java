package io.redisfailover.standalone;

import io.redisfailover.configuration.Addresses;
import io.redisfailover.configuration.ProxySettings;
import io.redisfailover.configuration.ServerLogin;
import io.redisfailover.configuration.file.FailoverSection;
import io.redisfailover.configuration.file.ProcessConfig;
import io.redisfailover.controller.Controller;
import io.redisfailover.controller.ControllerSetup;
import io.redisfailover.controller.fleet.HttpProxyFleet;
import io.redisfailover.controller.record.FileRecordStore;
import io.redisfailover.controller.redis.TimeLimits;
import io.redisfailover.failover.model.Endpoint;
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
   * @param servers what is known of the servers
   * @param login how they are entered
   * @param own the control address of this process's own proxy
   * @param token the token of every proxy's control API
   */
  static Controller controller(
      ProcessConfig config,
      Preflight.Checked servers,
      ServerLogin login,
      Optional<Endpoint> own,
      Supplier<String> token) {
    List<Endpoint> proxies = new ArrayList<>();
    own.ifPresent(proxies::add);
    proxies.addAll(Addresses.others(config));
    return new Controller(
        new ControllerSetup(
            settings(config, servers),
            servers.foundAt(),
            login,
            TimeLimits.DEFAULT,
            new FileRecordStore(config.recordFile()),
            new HttpProxyFleet(proxies, token)));
  }

  private static ControllerSettings settings(ProcessConfig config, Preflight.Checked servers) {
    FailoverSection failover = config.failover();
    return new ControllerSettings(
        ProxySettings.failover(config),
        servers.endpoints(),
        Addresses.told(config.servers()),
        failover.preferred(),
        failover.failback().policy() == FailoverSection.Policy.AUTOMATIC,
        failover.failback().delay());
  }
}
