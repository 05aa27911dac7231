package io.redisfailover.standalone;

import io.redisfailover.configuration.ProxySettings;
import io.redisfailover.configuration.StartException;
import io.redisfailover.configuration.file.ProcessConfig;
import io.redisfailover.configuration.file.RuntimeApiSection;
import io.redisfailover.proxy.net.ListenAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The addresses that a process is to listen on. They are tried before anything else: a start that
 * is refused, for instance because HAProxy still listens, changes no server.
 */
final class FreeAddresses {
  private FreeAddresses() {}

  /**
   * Tries all of them.
   *
   * @throws StartException when one is taken, or not of this machine
   */
  static void require(ProcessConfig config) throws StartException {
    List<ListenAddress> all = new ArrayList<>();
    all.add(address("listen", config.listen().address(), config.listen().port()));
    for (InetSocketAddress address : ProxySettings.additional(config)) {
      all.add(new ListenAddress("listen", address));
    }
    if (config.stats().enabled()) {
      all.add(address("stats", config.stats().address(), config.stats().port()));
    }
    all.add(address("control", config.control().address(), config.control().port()));
    if (config.runtimeApi().required()) {
      for (RuntimeApiSection.Socket socket : config.runtimeApi().sockets()) {
        if (socket.address().isPresent()) {
          all.add(address("runtimeApi.sockets", socket.address().get(), socket.port()));
        }
      }
    }
    try {
      ListenAddress.requireFree(all);
    } catch (IOException taken) {
      throw StartException.unbound(taken);
    }
  }

  private static ListenAddress address(String section, String host, int port)
      throws StartException {
    return new ListenAddress(section, ProxySettings.bindable(section + ".address", host, port));
  }
}
