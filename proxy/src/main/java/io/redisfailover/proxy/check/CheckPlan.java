package io.redisfailover.proxy.check;

import io.redisfailover.proxy.check.CheckStep.Connect;
import java.net.InetSocketAddress;

/**
 * The input of one check. It is built before each check, so that a changed address, password or
 * interval counts from the next check on.
 *
 * @param address the address of the server; unresolved while its name is not resolved
 * @param script the steps
 * @param settings the timing, and what results mean
 * @param backend the name of the pair in texts of the script
 * @param server the name of the server in texts of the script
 */
public record CheckPlan(
    InetSocketAddress address,
    CheckScript script,
    CheckSettings settings,
    String backend,
    String server) {

  /** {@return where a connect dials} */
  InetSocketAddress target(Connect connect) {
    int port = connect.port().orElse(address.getPort());
    if (connect.address().isPresent()) {
      return new InetSocketAddress(connect.address().get(), port);
    }
    return address.isUnresolved()
        ? InetSocketAddress.createUnresolved(address.getHostString(), port)
        : new InetSocketAddress(address.getAddress(), port);
  }
}
