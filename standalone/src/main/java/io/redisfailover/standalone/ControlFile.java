package io.redisfailover.standalone;

import io.redisfailover.configuration.StartException;
import io.redisfailover.configuration.file.HostPort;
import io.redisfailover.configuration.file.PrivateFile;
import io.redisfailover.configuration.file.SmallFile;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.config.FileFailure;
import io.redisfailover.standalone.admin.AdminCommands;
import io.redisfailover.standalone.admin.ControlAccess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file beside a {@code haproxy.cfg} that tells other commands where the control API of the
 * process is that runs it, and its token. HAProxy's file has no words for either. Only the user of
 * the process can read it.
 *
 * @param source HAProxy's file
 */
record ControlFile(Path source) {
  private static final Logger LOG = LoggerFactory.getLogger(ControlFile.class);

  /** {@return the file itself} */
  Path path() {
    return source.resolveSibling(source.getFileName() + ".control");
  }

  /**
   * Writes it. Without it the process runs as well, and other commands do not find it.
   *
   * @param control where the control API is reached
   * @param token its token
   * @return what removes it again, when the process ends
   */
  Runnable write(Endpoint control, String token) {
    String text = control + "\n" + token + "\n";
    try {
      PrivateFile.replace(path(), text);
      return () -> remove(text);
    } catch (IOException unwritable) {
      LOG.warn(
          "Failed to write {} ({}): --status, --switchover, --keep-data-of and --reload do not find this"
              + " process; run it from a folder that it can write.",
          path(),
          FileFailure.inWords(unwritable));
      return () -> {};
    }
  }

  /** Another process may have written its own since. */
  private void remove(String written) {
    try {
      if (SmallFile.secret(path()).equals(written)) {
        Files.deleteIfExists(path());
      }
    } catch (IOException gone) {
      LOG.debug("Failed to remove {}", path(), gone);
    }
  }

  /**
   * What may be asked of the process that wrote it.
   *
   * @param out where outcomes are printed
   * @throws StartException when there is none, or it cannot be read
   */
  AdminCommands operations(PrintStream out) throws StartException {
    List<String> lines;
    try {
      lines = SmallFile.secret(path()).lines().toList();
    } catch (NoSuchFileException missing) {
      throw new StartException(
          "No process runs %s: %s does not exist. Start one with --haproxy-cfg."
              .formatted(source, path()));
    } catch (IOException unreadable) {
      throw new StartException(
          "%s cannot be read (%s); run this as the user of the process that runs %s."
              .formatted(path(), FileFailure.inWords(unreadable), source));
    }
    Optional<HostPort> control =
        lines.size() == 2 ? HostPort.parse(lines.getFirst()) : Optional.empty();
    if (control.isEmpty()) {
      throw new StartException(
          "%s is damaged; restart the process that runs %s, which writes it."
              .formatted(path(), source));
    }
    String restart = "restart the process that runs " + source + ".";
    return new AdminCommands(
        new ControlAccess(
            new Endpoint(control.get().host(), control.get().port()),
            lines.getLast(),
            "start the process that runs " + source + ".",
            path() + "; " + restart,
            "use the release of that process, or " + restart),
        ControlFile::failback,
        out);
  }

  private static Optional<String> failback(Server to) {
    return to == Server.BACKUP
        ? Optional.of(
            "The controller switches back to Master once it has been in sync for a while; to"
                + " prevent that, convert the file and set `policy: Manual` under"
                + " failover.failback.")
        : Optional.empty();
  }
}
