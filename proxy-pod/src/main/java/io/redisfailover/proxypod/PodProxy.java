package io.redisfailover.proxypod;

import io.redisfailover.configuration.Addresses;
import io.redisfailover.configuration.ProxySettings;
import io.redisfailover.configuration.Secrets;
import io.redisfailover.configuration.ServerLogin;
import io.redisfailover.configuration.StartException;
import io.redisfailover.configuration.file.ProcessConfig;
import io.redisfailover.proxy.Proxy;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The proxy of one file. It starts without looking at the servers first: in a cluster they may come
 * later, under names that nobody knows yet. Until it has seen them it holds its clients.
 */
final class PodProxy {
  private static final Logger LOG = LoggerFactory.getLogger(PodProxy.class);

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
                Secrets.controlToken(config.control())::all));
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
