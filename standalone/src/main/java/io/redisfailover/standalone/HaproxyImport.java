package io.redisfailover.standalone;

import io.redisfailover.configuration.ProgramLauncher;
import io.redisfailover.configuration.Secrets;
import io.redisfailover.configuration.StartException;
import io.redisfailover.configuration.file.ConfigFile;
import io.redisfailover.configuration.file.PrivateFile;
import io.redisfailover.configuration.file.ProcessConfig;
import io.redisfailover.configuration.haproxy.CfgOutcome;
import io.redisfailover.configuration.haproxy.CfgOutcome.Kind;
import io.redisfailover.configuration.haproxy.HaproxyFile;
import io.redisfailover.configuration.yaml.InvalidFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** HAProxy's file as the configuration of this process. For one thread. */
final class HaproxyImport implements ProgramLauncher.Source {
  private static final Logger LOG = LoggerFactory.getLogger(HaproxyImport.class);

  private final Path file;
  private final HaproxyFile.Options options;
  private List<CfgOutcome> outcomes = List.of();
  private UnaryOperator<String> wording = UnaryOperator.identity();

  /**
   * Reads nothing yet.
   *
   * @param file HAProxy's file
   * @param options how it is taken
   */
  HaproxyImport(Path file, HaproxyFile.Options options) {
    this.file = file;
    this.options = options;
  }

  @Override
  public ProcessConfig read(ConfigFile.Rule rule) throws InvalidFileException {
    HaproxyFile.Imported imported = HaproxyFile.read(file, options, Secrets::variable, rule);
    imported.outcomes().stream()
        .filter(outcome -> outcome.kind() == Kind.WARNING)
        .forEach(warning -> LOG.warn("{}, {}", file, warning));
    if (imported.isOneLine()) {
      LOG.info(
          "{} has no line breaks, and HAProxy does not read it; each keyword begins a line here.",
          file);
    }
    warnOfReaders(imported.config());
    outcomes = imported.outcomes();
    wording = imported.wording();
    return imported.config();
  }

  private void warnOfReaders(ProcessConfig config) {
    boolean secret = config.auth().isPresent() || config.stats().auth().isPresent();
    if (secret && PrivateFile.isReadByOthers(file)) {
      LOG.warn(
          "{} has passwords, and every user of this machine can read it; run `chmod o-r` on it.",
          file);
    }
  }

  /** Says the mode, why it is that, and what HAProxy would lose. */
  private void announce() {
    if (options.routeOnly()) {
      LOG.info(
          "Running {} in RouteOnly, because --route-only is set: no server is changed. As with"
              + " HAProxy, the writes of an outage are lost when the first server returns.",
          file);
    } else {
      LOG.info(
          "Running {} in Promote, because --route-only is not set: Backup is promoted before the"
              + " first client reaches it, and Master becomes active again by itself, by a"
              + " switchover, some time after it is in sync. HAProxy with this file loses the writes of an outage when the first"
              + " server returns.",
          file);
    }
    long unused = outcomes.stream().filter(outcome -> outcome.kind() == Kind.EXPLAINED).count();
    if (unused > 0) {
      LOG.info(
          "{} lines of {} mean nothing here; `standalone convert FILE` says why.", unused, file);
    }
  }

  /**
   * Says what this is, and starts a process of this file.
   *
   * @throws StartException as {@link Standalone#start}, with where its settings come from
   */
  Runnable start(ProcessConfig config) throws StartException {
    announce();
    HangupSignal.expect();
    try {
      Standalone process = Standalone.start(config, new ControlFile(file)::write);
      return Reloader.of(file, () -> read((imported, problems) -> {}), process);
    } catch (StartException failure) {
      throw new StartException(wording.apply(String.valueOf(failure.getMessage())));
    }
  }
}
