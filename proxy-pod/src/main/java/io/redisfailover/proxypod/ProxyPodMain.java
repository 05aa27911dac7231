package io.redisfailover.proxypod;

import io.redisfailover.configuration.Addresses;
import io.redisfailover.configuration.ProgramLauncher;
import io.redisfailover.configuration.Version;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** The proxy of a pod: {@code proxy-pod --config FILE}. */
public final class ProxyPodMain {
  /** The text of {@code --help}. */
  static final String USAGE =
      """
      usage: proxy-pod --config FILE [--check]
        --config FILE  run the proxy that FILE configures; its controller is another process
        --check        validate FILE and the secret files that it names; starts nothing and contacts no server
        --version      print the version
        --help         print this text

      Exit codes: 0 done, 1 could not start, 2 wrong command line or file.
      Signals: SIGTERM and SIGINT report "not ready" for timeouts.shutdownDelay, stop accepting clients,
      wait for open sessions (timeouts.drain), and end the process.\
      """;

  private final PrintStream out;
  private final PrintStream err;
  private final ProgramLauncher launch;

  /** With where it writes to. */
  ProxyPodMain(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
    this.launch = new ProgramLauncher(PodRules::check, out, err);
  }

  /** Runs until SIGTERM or SIGINT. */
  public static void main(String[] arguments) {
    Addresses.lookNamesUpAnew();
    int status = new ProxyPodMain(System.out, System.err).run(List.of(arguments));
    if (status != ProgramLauncher.OK) {
      System.exit(status);
    }
  }

  /**
   * Does what the command line asks for.
   *
   * @return the exit code
   */
  int run(List<String> arguments) {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      out.println(USAGE);
      return ProgramLauncher.OK;
    }
    if (arguments.equals(List.of("--version"))) {
      out.println("redis-failover proxy " + Version.text());
      return ProgramLauncher.OK;
    }
    boolean run = arguments.size() == 2 && arguments.getFirst().equals("--config");
    boolean check =
        arguments.size() == 3
            && arguments.getFirst().equals("--config")
            && arguments.getLast().equals("--check");
    if (!run && !check) {
      err.println("The options must be --config FILE, with or without --check.");
      err.println(USAGE);
      return ProgramLauncher.WRONG_INPUT;
    }
    Path file = Path.of(arguments.get(1));
    return check ? launch.check(file) : launch.run(file, PodProxy::start);
  }
}
