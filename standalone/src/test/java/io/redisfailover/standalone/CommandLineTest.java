package io.redisfailover.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.configuration.haproxy.HaproxyFile.Options;
import io.redisfailover.controlapi.ControllerRequest;
import io.redisfailover.failover.model.Server;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandLineTest {
  private static final Path FILE = Path.of("x.yaml");

  @Test
  void runsTheFileWhenNothingElseIsSaid() {
    assertThat(parse("--config", "x.yaml")).isEqualTo(new CommandLine.Run(FILE));
  }

  @Test
  void asksForTheStatusInWordsOrAsJson() {
    assertThat(parse("--config", "x.yaml", "--status"))
        .isEqualTo(new CommandLine.Status(FILE, false));
    assertThat(parse("--config", "x.yaml", "--status", "--json"))
        .isEqualTo(new CommandLine.Status(FILE, true));
    assertThat(parse("--json", "--status", "--config", "x.yaml"))
        .isEqualTo(new CommandLine.Status(FILE, true));
  }

  @Test
  void asksForASwitchToTheServerThatIsNamed() {
    assertThat(parse("--config", "x.yaml", "--switchover", "Backup"))
        .isEqualTo(ask(new ControllerRequest.Switchover(Server.BACKUP)));
    assertThat(parse("--switchover", "master", "--config", "x.yaml"))
        .isEqualTo(ask(new ControllerRequest.Switchover(Server.MASTER)));
  }

  @Test
  void takesTheAnswerToAQuestion() {
    assertThat(parse("--config", "x.yaml", "--keep-data-of", "Master"))
        .isEqualTo(ask(new ControllerRequest.KeepDataOf(Server.MASTER)));
  }

  @Test
  void saysWhichServersThereAre() {
    assertThat(parse("--config", "x.yaml", "--switchover"))
        .isEqualTo(new CommandLine.Wrong("--switchover needs Master or Backup."));
    assertThat(parse("--config", "x.yaml", "--keep-data-of", "Slave"))
        .isEqualTo(new CommandLine.Wrong("--keep-data-of needs Master or Backup."));
  }

  @Test
  void saysWhatIsNoPath() {
    assertThat(parse("--config", "a\0b"))
        .isInstanceOfSatisfying(
            CommandLine.Wrong.class,
            wrong -> assertThat(wrong.sentence()).contains("not a valid path"));
  }

  @Test
  void doesOneThingAtATime() {
    assertThat(parse("--config", "x.yaml", "--switchover", "Backup", "--json"))
        .isEqualTo(
            new CommandLine.Wrong("These options cannot be combined: --switchover Backup --json."));
    assertThat(parse("--config", "x.yaml", "--status", "--check"))
        .isEqualTo(new CommandLine.Wrong("These options cannot be combined: --status --check."));
    assertThat(parse("--config", "x.yaml", "--failover", "Backup"))
        .isEqualTo(new CommandLine.Wrong("Unknown option --failover."));
    assertThat(parse("--config", "x.yaml", "--status", "--jsn"))
        .isEqualTo(new CommandLine.Wrong("Unknown option --jsn; did you mean --json?"));
    assertThat(parse("--config", "x.yaml", "--json"))
        .isEqualTo(new CommandLine.Wrong("--json needs --status."));
  }

  @Test
  void namesAMistypedOptionAndAFileThatStandsThereTwice() {
    assertThat(parse("--confg", "x.yaml"))
        .isEqualTo(new CommandLine.Wrong("Unknown option --confg; did you mean --config?"));
    assertThat(parse("--config", "x.yaml", "stop"))
        .isEqualTo(new CommandLine.Wrong("Unknown option stop."));
    assertThat(parse("--config", "x.yaml", "--config", "y.yaml"))
        .isEqualTo(new CommandLine.Wrong("--config stands there twice; name one file."));
  }

  @Test
  void needsAFileForEverything() {
    assertThat(parse("--status")).isEqualTo(new CommandLine.Wrong("--config FILE is missing."));
  }

  @Test
  void runsChecksAndConvertsTheFileOfHaproxy() {
    Path cfg = Path.of("haproxy.cfg");
    Options usual = new Options(false, false);
    assertThat(parse("--haproxy-cfg", "haproxy.cfg"))
        .isEqualTo(new CommandLine.RunImported(cfg, usual));
    assertThat(parse("--route-only", "--haproxy-cfg", "haproxy.cfg", "--lenient"))
        .isEqualTo(new CommandLine.RunImported(cfg, new Options(true, true)));
    assertThat(parse("--haproxy-cfg", "haproxy.cfg", "--check"))
        .isEqualTo(new CommandLine.CheckImported(cfg, usual));
    assertThat(parse("convert", "haproxy.cfg"))
        .isEqualTo(new CommandLine.Convert(cfg, usual, Optional.empty()));
    assertThat(parse("convert", "--route-only", "haproxy.cfg", "--into", "x"))
        .isEqualTo(
            new CommandLine.Convert(cfg, new Options(true, false), Optional.of(Path.of("x"))));
    assertThat(parse("convert", "haproxy.cfg", "--into", "x", "--route-only"))
        .isEqualTo(
            new CommandLine.Convert(cfg, new Options(true, false), Optional.of(Path.of("x"))));
  }

  @Test
  void asksTheProcessThatRunsTheFileOfHaproxy() {
    Path cfg = Path.of("haproxy.cfg");
    assertThat(parse("--haproxy-cfg", "haproxy.cfg", "--status"))
        .isEqualTo(new CommandLine.StatusImported(cfg, false));
    assertThat(parse("--json", "--haproxy-cfg", "haproxy.cfg", "--lenient", "--status"))
        .isEqualTo(new CommandLine.StatusImported(cfg, true));
    assertThat(parse("--haproxy-cfg", "haproxy.cfg", "--switchover", "Backup"))
        .isEqualTo(
            new CommandLine.AskImported(cfg, new ControllerRequest.Switchover(Server.BACKUP)));
    assertThat(parse("--haproxy-cfg", "haproxy.cfg", "--keep-data-of", "master"))
        .isEqualTo(
            new CommandLine.AskImported(cfg, new ControllerRequest.KeepDataOf(Server.MASTER)));
    assertThat(parse("--haproxy-cfg", "haproxy.cfg", "--switchover"))
        .isEqualTo(new CommandLine.Wrong("--switchover needs Master or Backup."));
    assertThat(parse("--haproxy-cfg", "haproxy.cfg", "--check", "--status"))
        .isEqualTo(
            new CommandLine.Wrong("--haproxy-cfg does not go with --status; see the usage."));
  }

  @Test
  void saysWhatDoesNotGoWithTheFileOfHaproxy() {
    assertThat(parse("--haproxy-cfg"))
        .isEqualTo(new CommandLine.Wrong("--haproxy-cfg needs a file."));
    assertThat(parse("convert", "haproxy.cfg", "--into"))
        .isEqualTo(new CommandLine.Wrong("--into needs a folder."));
    assertThat(parse("--haproxy-cfg", "haproxy.cfg", "--config", "x.yaml"))
        .isEqualTo(
            new CommandLine.Wrong(
                "--haproxy-cfg does not go with --config x.yaml; see the usage."));
    assertThat(parse("convert", "haproxy.cfg", "--check"))
        .isEqualTo(new CommandLine.Wrong("convert does not go with --check; see the usage."));
  }

  private static CommandLine ask(ControllerRequest request) {
    return new CommandLine.Ask(FILE, request);
  }

  private static CommandLine parse(String... arguments) {
    return CommandLine.parse(List.of(arguments));
  }
}
