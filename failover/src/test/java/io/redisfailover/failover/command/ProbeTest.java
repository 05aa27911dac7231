package io.redisfailover.failover.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.marker.MarkerKeys;
import io.redisfailover.failover.marker.MarkerLibrary;
import io.redisfailover.failover.marker.MarkerReader;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.ErrorReply;
import io.redisfailover.failover.model.LinkTarget;
import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeTest {
  private static final MarkerKeys KEYS = MarkerKeys.parse("k".repeat(MarkerKeys.SHORTEST));
  private static final Marker SEVEN = new Marker(7, Server.MASTER);
  private static final Probe PROBE = new Probe(Optional.of(new MarkerReader(KEYS)));
  private static final Endpoints ENDPOINTS =
      new Endpoints(
          new Endpoint("10.0.0.1", 6379, Set.of("redis-1")), new Endpoint("10.0.0.2", 6379));
  private static final String MASTER =
      """
      role:master
      master_replid:aa
      master_repl_offset:100
      master_replid2:bb
      second_repl_offset:51
      """;

  private static String replica(String host, int port) {
    return "role:slave\nmaster_replid:aa\nslave_repl_offset:90\nmaster_host:"
        + host
        + "\nmaster_port:"
        + port
        + "\nmaster_link_status:up\nmaster_sync_in_progress:0\nmaster_last_io_seconds_ago:0\n";
  }

  private static List<Reply> replies(String replication) {
    return new ArrayList<>(
        List.of(
            Reply.ok("PONG"),
            Reply.ok("# Server\r\nredis_version:7.0.15\r\nrun_id:run1\r\n"),
            Reply.ok(replication),
            Reply.ok("# Keyspace\r\ndb0:keys=3,expires=0,avg_ttl=0\r\ndb7:keys=4,expires=1\r\n"),
            Reply.ok("repl-ping-replica-period\n1"),
            Reply.ok("# CPU\r\nused_cpu_sys:1.500000\r\nused_cpu_user:2.250000\r\n"),
            listed(MarkerLibrary.MASTER),
            Reply.ok(""),
            listed(MarkerLibrary.NEXT)));
  }

  /** As a server lists one of the libraries that were loaded into it. */
  private static Reply listed(MarkerLibrary library) {
    int command = library == MarkerLibrary.NEXT ? 1 : 0;
    String code = MarkerLibrary.write(SEVEN, "aa", KEYS).get(command).getLast();
    return Reply.ok(
        "library_name\n%s\nengine\nLUA\nfunctions\nname\n%s\ndescription\n\nflags\nallow-stale\nno-writes\nlibrary_code\n%s"
            .formatted(library.libraryName(), library.libraryName(), code));
  }

  private static ServerState state(List<Reply> replies) {
    ProbeAnswer answer = PROBE.answer(Server.BACKUP, ENDPOINTS, replies);
    assertThat(answer).isInstanceOf(ProbeAnswer.Answered.class);
    return ((ProbeAnswer.Answered) answer).state();
  }

  @Test
  void putsTheRepliesTogether() {
    ServerState state = state(replies(MASTER));
    assertThat(state.isPrimary()).isTrue();
    assertThat(state.runId()).isEqualTo("run1");
    assertThat(state.keys()).isEqualTo(7);
    assertThat(state.marker()).contains(new Marker(7, Server.MASTER));
    assertThat(state.markers().areOf(new Epoch(7, Server.MASTER, "aa"))).isTrue();
    assertThat(state.formerId()).contains("bb");
    assertThat(state.pingPeriodSeconds()).isEqualTo(1);
    assertThat(state.processorMillis()).isEqualTo(3_750);
    assertThat(state.markable()).isTrue();
  }

  @Test
  void knowsThePeerByEveryNameOfIt() {
    assertThat(state(replies(replica("10.0.0.1", 6379))).isLinkedToPeer()).isTrue();
    assertThat(state(replies(replica("redis-1", 6379))).isLinkedToPeer()).isTrue();
    assertThat(state(replies(replica("10.0.0.1", 6380))).followsForeign()).isTrue();
    assertThat(state(replies(replica("10.0.0.2", 6379))).followsForeign()).isTrue();
    assertThat(state(replies(replica(LinkTarget.PARKING_HOST, LinkTarget.PARKING_PORT))).isParked())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -379, 65536, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void aReplicaMayBeToldToFollowANumberThatIsNoPort(int port) {
    ServerState state = state(replies(replica("10.0.0.1", port)));
    assertThat(state.followsForeign()).isTrue();
    assertThat(state.unknownAddress()).isEmpty();
  }

  @Test
  void saysWhichAddressIsUnknownAndByWhichPortsServersCallThemselves() {
    ServerState strayed = state(replies(replica("10.0.0.1", 6380)));
    assertThat(strayed.unknownAddress()).contains(new Endpoint("10.0.0.1", 6380));
    assertThat(state(replies(replica("redis-1", 6379))).unknownAddress()).isEmpty();
    assertThat(strayed.ports().own()).isEqualTo(ServerState.UNKNOWN);
    List<Reply> replies =
        replies(
            MASTER
                + "slave0:ip=127.0.0.6,port=7002,state=online,offset=100,lag=1\n"
                + "slave1:ip=127.0.0.6,port=7003,state=online,offset=10,lag=9\n");
    replies.set(1, Reply.ok("# Server\r\nrun_id:run1\r\ntcp_port:6379\r\n"));
    assertThat(state(replies).ports()).isEqualTo(new ServerState.Ports(6379, Set.of(7002)));
    replies.set(4, Reply.ok("replica-announce-port\n7001\nrepl-ping-replica-period\n10"));
    assertThat(state(replies).ports().own()).isEqualTo(7001);
    assertThat(state(replies).pingPeriodSeconds()).isEqualTo(10);
  }

  @Test
  void aServerWithoutFunctionsHasNoMarkers() {
    List<Reply> replies = replies(MASTER);
    Reply unknown = Reply.error("ERR unknown command `FUNCTION`, with args beginning with: `LIST`");
    replies.set(6, unknown);
    replies.set(7, unknown);
    replies.set(8, unknown);
    ServerState state = state(replies);
    assertThat(state.markable()).isFalse();
    assertThat(state.marker()).isEmpty();
  }

  @Test
  void aServerThatCannotSaveIsStillWhatItIs() {
    List<Reply> replies = replies(MASTER);
    replies.set(0, Reply.error("MISCONF Redis is configured to save RDB snapshots"));
    assertThat(state(replies).notice().map(ErrorReply::kind)).contains(ErrorReply.Kind.MISCONF);
  }

  @Test
  void aLoadingServerShowsItsLife() {
    List<Reply> replies = replies(MASTER);
    replies.set(0, Reply.error("LOADING Redis is loading the dataset in memory"));
    ProbeAnswer answer = PROBE.answer(Server.MASTER, ENDPOINTS, replies);
    assertThat(answer)
        .isEqualTo(
            new ProbeAnswer.Errored(
                ErrorReply.parse("LOADING Redis is loading the dataset in memory"),
                Optional.of("run1")));
  }

  @Test
  void aMissingPermissionIsNoDeath() {
    List<Reply> replies = replies(MASTER);
    replies.set(2, Reply.error("NOPERM this user has no permissions to run the 'info' command"));
    assertThat(PROBE.answer(Server.MASTER, ENDPOINTS, replies))
        .isInstanceOfSatisfying(
            ProbeAnswer.Errored.class,
            errored -> assertThat(errored.error().isConfigurationFault()).isTrue());
  }

  @Test
  void whatIsNoRedisIsSaidToBeNone() {
    List<Reply> replies = replies(MASTER);
    replies.set(0, Reply.ok("220 smtp.example ready"));
    assertThat(PROBE.answer(Server.MASTER, ENDPOINTS, replies))
        .isInstanceOf(ProbeAnswer.Garbled.class);
    List<Reply> malformed = replies("role:master\n");
    assertThat(PROBE.answer(Server.MASTER, ENDPOINTS, malformed))
        .isInstanceOfSatisfying(
            ProbeAnswer.Garbled.class,
            garbled -> assertThat(garbled.detail()).contains("master_replid"));
  }

  @Test
  void anUnknownPingPeriodStaysUnknown() {
    List<Reply> replies = replies(MASTER);
    replies.set(4, Reply.error("NOPERM no config"));
    assertThat(state(replies).pingPeriodSeconds()).isEqualTo(ServerState.UNKNOWN);
  }

  @Test
  void whatIsLargerThanIsReadLeavesTheMarkersOut() {
    List<Reply> replies = replies(MASTER).subList(0, 6);
    assertThat(PROBE.answerBeforeOversized(Server.BACKUP, ENDPOINTS, replies))
        .hasValueSatisfying(answer ->
            assertThat(((ProbeAnswer.Answered) answer).state().markers())
                .isEqualTo(Markers.flawed(Markers.Flaw.OVERSIZED)));
    assertThat(PROBE.answerBeforeOversized(Server.BACKUP, ENDPOINTS, replies.subList(0, 5)))
        .describedAs("it is no marker that is so large")
        .isEmpty();
  }

  @Test
  void withoutKeysNoMarkerIsAskedFor() {
    Probe without = new Probe(Optional.empty());
    assertThat(without.commands()).hasSize(6);
    ProbeAnswer answer = without.answer(Server.BACKUP, ENDPOINTS, replies(MASTER).subList(0, 6));
    assertThat(((ProbeAnswer.Answered) answer).state().markers())
        .isEqualTo(Markers.flawed(Markers.Flaw.UNREAD));
  }

  @Test
  void aForeignMarkerIsLeftAlone() {
    List<Reply> replies = replies(MASTER);
    MarkerKeys others = MarkerKeys.parse("o".repeat(MarkerKeys.SHORTEST));
    String code = MarkerLibrary.write(SEVEN, "aa", others).get(1).getLast();
    replies.set(8, Reply.ok("library_name\nx\nlibrary_code\n" + code));
    assertThat(state(replies).markers()).isEqualTo(Markers.flawed(Markers.Flaw.FOREIGN));
    assertThat(state(replies).markable()).isFalse();
  }
}
