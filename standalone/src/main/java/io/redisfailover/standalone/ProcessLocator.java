package io.redisfailover.standalone;

import io.redisfailover.configuration.ProxySettings;
import io.redisfailover.configuration.Secrets;
import io.redisfailover.configuration.StartException;
import io.redisfailover.configuration.file.FailoverSection;
import io.redisfailover.configuration.file.ProcessConfig;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Server;
import io.redisfailover.standalone.admin.AdminCommands;
import io.redisfailover.standalone.admin.ControlAccess;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How another process on this machine finds the one that runs as a file says. */
final class ProcessLocator {
  private ProcessLocator() {}

  /**
   * Says what a file lacks for its process to be found and to believe who asks.
   *
   * @param config the file
   * @return a sentence for each key that is missing, with what to write
   */
  static List<String> missing(ProcessConfig config) {
    List<String> missing = new ArrayList<>();
    if (config.control().tokenFile().isEmpty()) {
      missing.add(
          "control.tokenFile: missing, so the process uses a random token and accepts no request;"
              + " set it to a file that holds a token, and restart the process.");
    }
    if (config.control().port() == 0) {
      missing.add(
          "control.port: 0 picks a random port that --status cannot find; set a fixed port, such as"
              + " 8182, and restart the process.");
    }
    return missing;
  }

  /**
   * What may be asked of the process.
   *
   * @param config its file; nothing is {@link #missing}
   * @param out where outcomes are printed
   * @throws StartException when the token cannot be read, or the address is not known
   */
  static AdminCommands operations(ProcessConfig config, PrintStream out) throws StartException {
    InetSocketAddress control =
        ProxySettings.bindable(
            "control.address", config.control().address(), config.control().port());
    String token = Secrets.controlToken(config.control()).get();
    return new AdminCommands(
        new ControlAccess(
            reachable(control),
            token,
            "start the process with `controller: on`, or correct control.address and control.port.",
            "control.tokenFile; give both processes the same token.",
            "correct control.address and control.port, or use the release of that process."),
        to -> failback(config.failover(), to),
        out);
  }

  private static Optional<String> failback(FailoverSection failover, Server to) {
    return to != failover.preferred()
            && failover.failback().policy() == FailoverSection.Policy.AUTOMATIC
        ? Optional.of(
            "The controller switches back to "
                + failover.preferred()
                + " after failover.failback.delay; set `policy: Manual`, or `preferred: "
                + to
                + "`, to prevent that.")
        : Optional.empty();
  }

  /** {@return where an address is reached from this machine, also when that means all of them} */
  static Endpoint reachable(InetSocketAddress bound) {
    InetAddress address =
        bound.getAddress().isAnyLocalAddress()
            ? InetAddress.getLoopbackAddress()
            : bound.getAddress();
    return new Endpoint(address.getHostAddress(), bound.getPort());
  }
}
