package io.redisfailover.proxy.redis;

import io.redisfailover.controlapi.supervision.Supervisor;
import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.PairSecrets;
import io.redisfailover.failover.dialogue.Login;
import io.redisfailover.proxy.net.AddressBook;
import io.redisfailover.proxy.net.Sockets;
import java.time.InstantSource;

/**
 * What the proxy's own connections to the servers need.
 *
 * @param sockets the transport
 * @param addresses the addresses of the servers
 * @param secrets yields the login and the keys of the markers
 * @param clock the clock of the process
 * @param supervisor keeps what uses them running
 */
public record ConnectionContext(
    Sockets sockets,
    AddressBook addresses,
    PairSecrets secrets,
    InstantSource clock,
    Supervisor supervisor) {

  /** {@return the login of a new connection} */
  public Login login() {
    return new Login(secrets.credentials(), ConnectionName.PROXY);
  }
}
