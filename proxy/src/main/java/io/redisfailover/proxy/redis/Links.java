package io.redisfailover.proxy.redis;

import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.RedisCredentials;
import io.redisfailover.failover.dialogue.Login;
import io.redisfailover.proxy.net.AddressBook;
import io.redisfailover.proxy.net.Sockets;
import java.time.InstantSource;

/**
 * How the proxy's own connections reach the servers.
 *
 * @param sockets the transport
 * @param addresses where the servers are
 * @param credentials how to log in
 * @param clock the clock of the process
 */
public record Links(
    Sockets sockets,
    AddressBook addresses,
    RedisCredentials.Source credentials,
    InstantSource clock) {

  /** {@return what a new connection begins with} */
  public Login login() {
    return new Login(credentials.current(), ConnectionName.PROXY);
  }
}
