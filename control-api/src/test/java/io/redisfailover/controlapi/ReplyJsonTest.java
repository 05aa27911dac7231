package io.redisfailover.controlapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.redisfailover.controlapi.RoleChange.Kind;
import io.redisfailover.controlapi.RoleChange.Moment;
import io.redisfailover.controlapi.RoleChange.Moments;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.Printable;
import io.redisfailover.failover.model.Server;
import io.redisfailover.testsupport.EveryComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is answered arrives whole, as it stands here; what a newer release says more does no harm.
 */
class ReplyJsonTest {
  private static final Epoch EPOCH = new Epoch(7, Server.MASTER, "abc");
  private static final Instant AT = Instant.parse("2026-01-31T12:00:00.123456789Z");

  private static final String REPORT =
      """
      {"version":1,"name":"proxy-1",\
      "epoch":{"number":7,"server":"Master","replicationId":"abc"},\
      "routing":"Master","ready":true,"message":"Master is active","sequence":13,\
      "attempt":"a1","held":3,"sessions":5,"peers":2,"peersSequence":12,\
      "lastRoleChange":{"at":"2026-01-31T12:00:00.123456789Z","from":"Backup","to":"Master",\
      "kind":"failover","cause":"refused","detectedBy":"connection refused",\
      "message":"Backup: connection refused: Master is promoted",\
      "detectedAfterMillis":20,"durationMillis":31,"sessionsClosed":8,"clientsHeld":2,\
      "clientsWaitedMillis":25,"gapBytes":1920,"evidence":["this proxy had seen Backup answer","10.0.0.8:8182 had not"],"moments":{\
      "lastAnswer":{"at":"2026-01-31T12:00:00.092456789Z","afterMillis":0},\
      "decided":{"at":"2026-01-31T12:00:00.112456789Z","afterMillis":20},\
      "routed":{"at":"2026-01-31T12:00:00.123456789Z","afterMillis":31}}}}\
      """;

  private static final String CONTROLLER =
      """
      {"version":1,"phase":"Blocked","active":"Master",\
      "epoch":{"number":7,"server":"Master","replicationId":"abc"},"inSync":true,\
      "servers":[{"name":"Master","address":"10.0.0.1:6379","state":"master"},\
      {"name":"Backup","address":"10.0.0.2:6379","state":"replica, link up"}],\
      "cause":"refused","message":"both have data","decisionRequired":"which one goes on",\
      "problems":["the record could not be saved"]}\
      """;

  @Test
  void whatAProxySaysOfItselfArrivesWhole() throws BadMessageException {
    ProxyReport report = EveryComponent.set(report(Optional.of(change(Kind.FAILOVER))));

    assertThat(ReplyJson.write(report)).isEqualTo(REPORT);
    assertThat(ReplyJson.proxyReport(REPORT)).isEqualTo(report);
  }

  @Test
  void aProxyThatKnowsNothingYetSaysSo() throws BadMessageException {
    ProxyReport report =
        new ProxyReport(
            "proxy-1",
            Optional.empty(),
            Optional.empty(),
            false,
            "the proxy is starting",
            0,
            Optional.empty(),
            0,
            0,
            Optional.empty(),
            Optional.empty());
    String json =
        """
        {"version":1,"name":"proxy-1","epoch":null,"routing":null,"ready":false,\
        "message":"the proxy is starting","sequence":0,"attempt":null,"held":0,"sessions":0}\
        """;

    assertThat(ReplyJson.write(report)).isEqualTo(json);
    assertThat(ReplyJson.proxyReport(json)).isEqualTo(report);
  }

  @Test
  void theReleaseBeforeDoesNotSayWhichListOfPeersItHas() throws BadMessageException {
    String before = REPORT.replace("\"peersSequence\":12,", "");

    assertThat(ReplyJson.proxyReport(before).peers()).contains(new KnownPeers(2, 0));
  }

  @Test
  void aReportWithoutClientsDiffersInNothingElse() {
    ProxyReport report = report(Optional.of(change(Kind.FAILOVER)));
    ProxyReport more =
        new ProxyReport(
            report.name(),
            report.epoch(),
            report.routing(),
            report.ready(),
            report.message(),
            report.sequence(),
            report.attempt(),
            report.held() + 1,
            report.sessions() + 1,
            report.lastRoleChange(),
            report.peers());

    assertThat(more).isNotEqualTo(report);
    assertThat(more.withoutClients()).isEqualTo(report.withoutClients());
    assertThat(report.withoutClients().message()).isEqualTo(report.message());
  }

  @ParameterizedTest
  @EnumSource
  void everyKindOfAChangeArrives(Kind kind) throws BadMessageException {
    RoleChange change = change(kind);

    assertThat(arrives(change)).contains(change);
  }

  @ParameterizedTest
  @EnumSource
  void everyCauseOfAChangeArrives(Cause cause) throws BadMessageException {
    String json = REPORT.replace("\"refused\"", "\"" + cause.word() + "\"");

    assertThat(ReplyJson.proxyReport(json).lastRoleChange().orElseThrow().cause()).contains(cause);
    assertThat(ReplyJson.write(ReplyJson.proxyReport(json))).isEqualTo(json);
  }

  @Test
  void everyMomentOfAChangeArrives() throws BadMessageException {
    Map<Moment, Instant> all =
        Arrays.stream(Moment.values())
            .collect(
                Collectors.toMap(moment -> moment, moment -> AT.plusNanos(moment.word().length())));
    RoleChange change = change(Kind.FAILOVER, all);

    assertThat(arrives(change)).contains(change);
  }

  @Test
  void aChangeOfWhichLittleIsKnownArrives() throws BadMessageException {
    RoleChange change =
        new RoleChange(
            Optional.empty(),
            Server.BACKUP,
            Kind.EXTERNAL,
            Optional.empty(),
            "the controller",
            "Backup is a primary",
            new Moments(Map.of(Moment.ROUTED, AT)),
            RoleChange.Clients.UNKNOWN,
            OptionalLong.empty(),
            List.of());

    assertThat(arrives(change)).contains(change);
  }

  @Test
  void whatAPreparedProxyAnswersArrives() throws BadMessageException {
    SwitchoverPrepared prepared = EveryComponent.set(new SwitchoverPrepared("a1", true));
    String json = "{\"version\":1,\"attempt\":\"a1\",\"drained\":true}";

    assertThat(ReplyJson.write(prepared)).isEqualTo(json);
    assertThat(ReplyJson.prepared(json)).isEqualTo(prepared);
  }

  @Test
  void whatAControllerSaysOfItselfArrivesWhole() throws BadMessageException {
    ControllerReport report =
        EveryComponent.set(
            new ControllerReport(
                "Blocked",
                Optional.of(Server.MASTER),
                Optional.of(EPOCH),
                true,
                List.of(
                    new ControllerReport.ObservedServer(Server.MASTER, "10.0.0.1:6379", "master"),
                    new ControllerReport.ObservedServer(
                        Server.BACKUP, "10.0.0.2:6379", "replica, link up")),
                Optional.of(Cause.REFUSED),
                "both have data",
                Optional.of("which one goes on"),
                List.of("the record could not be saved")));

    assertThat(ReplyJson.write(report)).isEqualTo(CONTROLLER);
    assertThat(ReplyJson.controllerReport(CONTROLLER)).isEqualTo(report);
  }

  @Test
  void aControllerThatHasSeenNothingSaysSo() throws BadMessageException {
    ControllerReport report =
        new ControllerReport(
            "Pending",
            Optional.empty(),
            Optional.empty(),
            false,
            List.of(),
            Optional.empty(),
            "just started",
            Optional.empty(),
            List.of());
    String json =
        """
        {"version":1,"phase":"Pending","active":null,"epoch":null,"inSync":false,"servers":[],\
        "cause":null,"message":"just started","decisionRequired":null,"problems":[]}\
        """;

    assertThat(ReplyJson.write(report)).isEqualTo(json);
    assertThat(ReplyJson.controllerReport(json)).isEqualTo(report);
  }

  @Test
  void whatCameOutOfARequestArrives() throws BadMessageException {
    RequestOutcome.Done done = EveryComponent.set(new RequestOutcome.Done("Backup is active"));
    String json = "{\"version\":1,\"message\":\"Backup is active\"}";

    assertThat(ReplyJson.write(done)).isEqualTo(json);
    assertThat(ReplyJson.done(json)).isEqualTo(done);
    assertThat(ReplyJson.readError(ReplyJson.write(new RequestOutcome.NotDone("no standby"))))
        .contains("no standby");
  }

  @Test
  void anErrorIsReadWhateverItsVersion() {
    String json = "{\"version\":1,\"error\":\"attempt a0 is in progress\"}";

    assertThat(ReplyJson.error("attempt a0 is in progress")).isEqualTo(json);
    assertThat(ReplyJson.readError(json)).contains("attempt a0 is in progress");
    assertThat(ReplyJson.readError(json.replace("1", "9"))).contains("attempt a0 is in progress");
    assertThat(ReplyJson.readError("{\"error\":\"use 2\"}")).contains("use 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "{}", "[]", "{\"error\":7}", "{\"error\":null}"})
  void findsNoErrorWhereNoneIsSaid(String text) {
    assertThat(ReplyJson.readError(text)).isEmpty();
  }

  @Test
  void noTextOfAReplyForgesALineOrCommandsATerminal() throws BadMessageException {
    String evil = "ok\\n2026 ERROR forged\\u001b[2J\\u009b\\u202e";
    String shown = "ok\\n2026 ERROR forged\\x1b[2J\\x9b\\u202e";

    assertThat(ReplyJson.proxyReport(REPORT.replace("Master is active", evil)).message())
        .isEqualTo(shown);
    assertThat(ReplyJson.proxyReport(REPORT.replace("proxy-1", evil)).name()).isEqualTo(shown);
    assertThat(ReplyJson.controllerReport(CONTROLLER.replace("which one goes on", evil)))
        .extracting(report -> report.decisionRequired().orElseThrow())
        .isEqualTo(shown);
    assertThat(ReplyJson.done("{\"version\":1,\"message\":\"" + evil + "\"}").sentence())
        .isEqualTo(shown);
    assertThat(ReplyJson.readError("{\"error\":\"" + evil + "\"}")).contains(shown);
    assertThat(ReplyJson.readError("{\"error\":\"" + "x".repeat(900_000) + "\"}").orElseThrow())
        .hasSize(Printable.LONGEST);
  }

  @Test
  void aReplyIsShownOnOneLineOfAscii() throws BadMessageException {
    String raw = "{\n \"newer\" : [1],\n \"message\" : \"\u009b31m\u202e\u00e4\" }";

    assertThat(ReplyJson.oneLine(raw))
        .isEqualTo("{\"newer\":[1],\"message\":\"\\u009B31m\\u202E\\u00E4\"}");
    assertThatThrownBy(() -> ReplyJson.oneLine("\u001b[2J"))
        .isInstanceOf(BadMessageException.class);
  }

  @Test
  void passesOverWhatANewerProxySaysMore() throws BadMessageException {
    String newer =
        REPORT
            .replace("{\"version\":1,", "{\"version\":1,\"load\":[1],")
            .replace("\"number\":7", "\"number\":7,\"since\":\"noon\"")
            .replace("\"at\":", "\"weather\":\"fair\",\"at\":")
            .replace("\"decided\":", "\"pondered\":{\"at\":\"dawn\"},\"decided\":");
    assertThat(newer).contains("load", "since", "weather", "pondered");

    assertThat(ReplyJson.proxyReport(newer)).isEqualTo(ReplyJson.proxyReport(REPORT));
  }

  @Test
  void passesOverWordsThatOnlyANewerProxyKnows() throws BadMessageException {
    RoleChange change =
        ReplyJson.proxyReport(
                REPORT.replace("\"failover\"", "\"eviction\"").replace("\"refused\"", "\"melted\""))
            .lastRoleChange()
            .orElseThrow();

    assertThat(change.kind()).isEqualTo(Kind.EXTERNAL);
    assertThat(change.cause()).isEmpty();
    assertThat(change.message()).isEqualTo("Backup: connection refused: Master is promoted");
  }

  /** It is for people; the epoch beside it is what switches are decided by. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "at":"2026-01-31T12:00:00.123456789Z","from" | "when":"now","from"
          "at":"2026-01-31T12:00:00.123456789Z","from" | "at":"26-01-31T12:00:00Z","from"
          "at":"2026-01-31T12:00:00.123456789Z","from" | "at":"+1000000000-12-31T23:59:59Z","from"
          "at":"2026-01-31T12:00:00.123456789Z","from" | "at":"-1000000000-01-01T00:00:00Z","from"
          "lastRoleChange":{                           | "lastRoleChange":7,"x":{
          "clientsHeld":2                              | "clientsHeld":-2
          "moments":{                                  | "moments":7,"x":{
          """)
  void aChangeThatCannotBeReadLeavesTheRestOfTheReport(String part, String instead)
      throws BadMessageException {
    String wrong = REPORT.replace(part, instead);
    assertThat(wrong).isNotEqualTo(REPORT);

    ProxyReport report = ReplyJson.proxyReport(wrong);

    assertThat(report).isEqualTo(report(Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "decided":{"at":"2026 | "decided":{"at":"-1000002026
          "decided":{"at"       | "decided":{"on"
          "decided":{           | "decided":7,"x":{
          "gapBytes":1920       | "gapBytes":"many"
          "sessionsClosed":8    | "sessionsClosed":[]
          "clientsWaitedMillis":25 | "clientsWaitedMillis":0.5
          "from":"Backup"       | "from":"Third"
          "cause":"refused"     | "cause":7
          """)
  void aPartOfAChangeThatCannotBeReadIsAbsentAndTheRestIsToldOn(String part, String instead)
      throws BadMessageException {
    String wrong = REPORT.replace(part, instead);
    assertThat(wrong).isNotEqualTo(REPORT);

    ProxyReport report = ReplyJson.proxyReport(wrong);

    assertThat(report.lastRoleChange()).get().extracting(RoleChange::to).isEqualTo(Server.MASTER);
    assertThat(report).isNotEqualTo(ReplyJson.proxyReport(REPORT));
    assertThat(ReplyJson.proxyReport(ReplyJson.write(report))).isEqualTo(report);
  }

  /** The moments say it already, and what is told twice could be told in two ways. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "detectedAfterMillis":20,  |
          "detectedAfterMillis":20   | "detectedAfterMillis":0.5
          "durationMillis":31        | "durationMillis":-31
          "afterMillis":20           | "afterMillis":"long"
          "routed":{"at":"2026       | "routed":{"at":"-1000002026
          "routed":{                 | "other":{
          """)
  void takesTheTimesOfAChangeFromItsMomentsAlone(String part, @Nullable String instead)
      throws BadMessageException {
    String other = REPORT.replace(part, instead == null ? "" : instead);
    assertThat(other).isNotEqualTo(REPORT);

    assertThat(ReplyJson.proxyReport(other)).isEqualTo(ReplyJson.proxyReport(REPORT));
  }

  @Test
  void passesOverWhatANewerControllerSaysMore() throws BadMessageException {
    String newer =
        CONTROLLER
            .replace("{\"version\":1,", "{\"version\":1,\"leaderSince\":\"noon\",")
            .replace("\"state\":\"master\"", "\"state\":\"master\",\"lagBytes\":7")
            .replace("\"refused\"", "\"melted\"");

    ControllerReport report = ReplyJson.controllerReport(newer);

    assertThat(report.cause()).isEmpty();
    assertThat(report.servers()).isEqualTo(ReplyJson.controllerReport(CONTROLLER).servers());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"version":1,       | {"version":2,            | its control API is not of version 1
          {"version":1,       | {                        | its control API is not of version 1
          "ready":true,       |                          | the field ready of its reply is missing
          "ready":true        | "ready":"yes"            | ready is neither true nor false
          "name":"proxy-1"    | "name":1                 | name is not a text
          "routing":"Master"  | "routing":"Third"        | "Third" is no server name; use Master or Backup
          "sequence":13       | "sequence":"13"          | sequence is not a whole number from 0 to 9223372036854775807
          "number":7          | "number":8               | epoch 8 cannot belong to Master: Master's are odd, Backup's even
          "number":7          | "number":1000000000000000001 | number is not a whole number from 1 to 999999999996999999
          "replicationId":"abc" | "replicationId":""     | replicationId is empty or too long
          }}}}                |                          | its reply is not JSON
          """)
  void doesNotGuessWhatAProxyMeans(String part, @Nullable String instead, String sentence) {
    String wrong = REPORT.replace(part, instead == null ? "" : instead);
    assertThat(wrong).isNotEqualTo(REPORT);

    BadMessageException refused =
        catchThrowableOfType(BadMessageException.class, () -> ReplyJson.proxyReport(wrong));

    assertThat(refused.sentence()).isEqualTo(sentence);
  }

  /** And a million moves later as well: a marker that cannot be read back is none. */
  @Test
  void takesNoEpochWhoseMarkerCannotBeReadBack() throws BadMessageException {
    String highest = REPORT.replace("\"number\":7", "\"number\":" + Marker.HIGHEST);

    Marker marker = ReplyJson.proxyReport(highest).epoch().orElseThrow().marker();

    for (int move = 0; move < 1_000_000; move++) {
      marker = marker.next();
    }
    assertThat(Marker.parse(marker.text())).contains(marker);
  }

  private static Optional<RoleChange> arrives(RoleChange change) throws BadMessageException {
    return ReplyJson.proxyReport(ReplyJson.write(report(Optional.of(change)))).lastRoleChange();
  }

  private static ProxyReport report(Optional<RoleChange> change) {
    return new ProxyReport(
        "proxy-1",
        Optional.of(EPOCH),
        Optional.of(Server.MASTER),
        true,
        "Master is active",
        13,
        Optional.of("a1"),
        3,
        5,
        change,
        Optional.of(new KnownPeers(2, 12)));
  }

  private static RoleChange change(Kind kind) {
    return change(
        kind,
        Map.of(
            Moment.LAST_ANSWER,
            AT.minusMillis(31),
            Moment.DECIDED,
            AT.minusMillis(11),
            Moment.ROUTED,
            AT));
  }

  private static RoleChange change(Kind kind, Map<Moment, Instant> moments) {
    return new RoleChange(
        Optional.of(Server.BACKUP),
        Server.MASTER,
        kind,
        Optional.of(Cause.REFUSED),
        "connection refused",
        "Backup: connection refused: Master is promoted",
        new Moments(moments),
        new RoleChange.Clients(OptionalLong.of(8), 2, Optional.of(Duration.ofMillis(25))),
        OptionalLong.of(1920),
        List.of("this proxy had seen Backup answer", "10.0.0.8:8182 had not"));
  }
}
