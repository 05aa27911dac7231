package io.redisfailover.proxypod;

import io.redisfailover.configuration.Addresses;
import io.redisfailover.configuration.ProxySettings;
import io.redisfailover.configuration.Secrets;
import io.redisfailover.configuration.ServerLogin;
import io.redisfailover.configuration.StartException;
import io.redisfailover.configuration.file.ProcessConfig;
import io.redisfailover.proxy.Proxy;
import io.redisfailover.proxy.admin.ControllerRequests;
import io.redisfailover.proxy.control.ExtraRoutes;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The proxy of one file. It starts without looking at the servers first: in a cluster they may come
 * later, under names that nobody knows yet. Until it has seen them it holds its clients.
 */
final class PodProxy {
  private static final Logger LOG = LoggerFactory.getLogger(PodProxy.class);

  /** Only the operator knows whether the resource is paused or rolled out just then. */
  private static final String CONTROLLER_ELSEWHERE =
      "The operator carries out switchovers and decisions; annotate the resource: kubectl annotate"
          + " rf NAME redisfailover.io/switchover=SERVER, or redisfailover.io/keep-data-of=SERVER.";

  private PodProxy() {}

  /**
   * Starts it.
   *
   * @param config the file
   * @return what drains and ends it
   * @throws StartException when a secret cannot be read or a port is taken; nothing runs then
   */
  static Runnable start(ProcessConfig config) throws StartException {
    Proxy proxy =
        new Proxy(
            ProxySettings.of(
                config,
                Addresses.named(config.servers()),
                ServerLogin.of(config),
                Secrets.controlToken(config.control())::all),
            ExtraRoutes.NONE,
            ControllerRequests.none(CONTROLLER_ELSEWHERE));
    try {
      Proxy.Addresses addresses = proxy.start();
      LOG.info("Accepting clients on {}.", Addresses.text(addresses.clients()));
      return proxy::stop;
    } catch (IOException unbound) {
      proxy.stop();
      throw StartException.unbound(unbound);
    }
  }
}
