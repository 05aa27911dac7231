package io.redisfailover.proxy.runtimeapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.stats.export.HaproxyTag;
import io.redisfailover.proxy.stats.model.StatusSnapshot;
import io.redisfailover.proxy.stats.model.Traffic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The text of {@code show info}: HAProxy's fields in its order, then those of this project. A
 * number of something that does not exist here is 0.
 */
final class InfoText {
  /** What programs look for before they trust what follows. */
  private static final String NAME = "HAProxy";

  /** Position, name and tag, as version 2.6 has them. */
  private static final List<Field> HAPROXYS =
      """
      0 Name POS:str
      1 Version POS:str
      2 Release_date POS:str
      3 Nbthread CGS:u32
      4 Nbproc CGS:u32
      5 Process_num KGP:u32
      6 Pid SGP:u32
      7 Uptime MDP:str
      8 Uptime_sec MDP:u32
      9 Memmax_MB CLP:u32
      10 PoolAlloc_MB MGP:u32
      11 PoolUsed_MB MGP:u32
      12 PoolFailed MCP:u32
      13 Ulimit-n CLP:u32
      14 Maxsock CLP:u32
      15 Maxconn CLP:u32
      16 Hard_maxconn CLP:u32
      17 CurrConns MGP:u32
      18 CumConns MCP:u32
      19 CumReq MCP:u32
      20 MaxSslConns MMP:u32
      21 CurrSslConns MGP:u32
      22 CumSslConns MCP:u32
      23 Maxpipes CLP:u32
      24 PipesUsed MGP:u32
      25 PipesFree MGP:u32
      26 ConnRate MRP:u32
      27 ConnRateLimit CLP:u32
      28 MaxConnRate MMP:u32
      29 SessRate MRP:u32
      30 SessRateLimit CLP:u32
      31 MaxSessRate MRP:u32
      32 SslRate MRP:u32
      33 SslRateLimit CLP:u32
      34 MaxSslRate MMP:u32
      35 SslFrontendKeyRate MGP:u32
      36 SslFrontendMaxKeyRate MMP:u32
      37 SslFrontendSessionReuse_pct MGP:u32
      38 SslBackendKeyRate MRP:u32
      39 SslBackendMaxKeyRate MMP:u32
      40 SslCacheLookups MCP:u32
      41 SslCacheMisses MCP:u32
      42 CompressBpsIn MRP:u32
      43 CompressBpsOut MRP:u32
      44 CompressBpsRateLim CLP:u32
      47 Tasks MGP:u32
      48 Run_queue MGP:u32
      49 Idle_pct MaP:u32
      50 node COS:str
      52 Stopping MGP:u32
      53 Jobs MGP:u32
      54 Unstoppable_Jobs MGP:u32
      55 Listeners MGP:u32
      56 ActivePeers MGP:u32
      57 ConnectedPeers MGP:u32
      58 DroppedLogs MGP:u32
      59 BusyPolling MGP:u32
      60 FailedResolutions MGP:u32
      61 TotalBytesOut MGP:u64
      62 TotalSplicdedBytesOut MGP:u64
      63 BytesOutRate MRP:u64
      64 DebugCommandsIssued MGP:u32
      65 CumRecvLogs MCP:u32
      66 Build_info POS:str
      67 Memmax_bytes CLP:u32
      68 PoolAlloc_bytes MGP:u64
      69 PoolUsed_bytes MGP:u64
      70 Start_time_sec MDP:u32
      71 Tainted SGP:str
      """
          .lines()
          .map(line -> line.split(" ", 3))
          .map(parts ->
              new Field(Integer.parseInt(parts[0]), spaced(parts[1]), HaproxyTag.parse(parts[2])))
          .toList();

  /** Behind every position that a version of HAProxy uses. */
  private static final int OWN = 1000;

  private static final List<Field> OWN_FIELDS =
      List.of(
          new Field(OWN, "Product", HaproxyTag.parse("POS:str")),
          new Field(OWN + 1, "Mode", HaproxyTag.parse("COS:str")),
          new Field(OWN + 2, "Epoch", HaproxyTag.parse("SGP:u64")),
          new Field(OWN + 3, "Routing", HaproxyTag.parse("SGP:str")),
          new Field(OWN + 4, "Ready", HaproxyTag.parse("SGP:u32")),
          new Field(OWN + 5, "Held", HaproxyTag.parse("MGP:u32")),
          new Field(OWN + 6, "Message", HaproxyTag.parse("SOP:str")));

  private record Field(int position, String name, HaproxyTag tag) {}

  private InfoText() {}

  /** Two of HAProxy's names have a blank. */
  private static String spaced(String name) {
    return List.of("Unstoppable_Jobs", "Build_info").contains(name) ? name.replace('_', ' ') : name;
  }

  /** {@return a line for each field: name and value} */
  static String plain(StatusSnapshot status, ProcessFacts process) {
    Map<String, String> values = values(status, process);
    StringBuilder text = new StringBuilder();
    fields()
        .forEach(field ->
            text.append(field.name()).append(": ").append(value(field, values)).append('\n'));
    return text.toString();
  }

  /** {@return a line for each field: position, name, tag and value} */
  static String typed(StatusSnapshot status, ProcessFacts process) {
    Map<String, String> values = values(status, process);
    StringBuilder text = new StringBuilder();
    fields()
        .forEach(field -> {
          text.append(field.position()).append('.').append(field.name()).append(".1:");
          text.append(field.tag().typed(value(field, values))).append('\n');
        });
    return text.toString();
  }

  /** {@return one line: an array of fields} */
  static String json(StatusSnapshot status, ProcessFacts process) {
    Map<String, String> values = values(status, process);
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    fields()
        .forEach(field ->
            field
                .tag()
                .describe(all.addObject(), field.position(), field.name(), value(field, values)));
    return all + "\n";
  }

  private static Stream<Field> fields() {
    return Stream.concat(HAPROXYS.stream(), OWN_FIELDS.stream());
  }

  private static String value(Field field, Map<String, String> values) {
    return values.getOrDefault(field.name(), field.tag().type().equals("str") ? "-" : "0");
  }

  private static Map<String, String> values(StatusSnapshot status, ProcessFacts process) {
    Map<String, String> values = new HashMap<>();
    values.put("Name", NAME);
    values.put("Version", status.version());
    values.put("Build info", status.version());
    values.put("Nbproc", "1");
    values.put("Process_num", "1");
    values.put("node", status.proxyName());
    values.put("Tainted", "0");
    uptime(values, status);
    limits(values, status, process);
    traffic(values, status.frontend().traffic());
    own(values, status);
    return values;
  }

  private static void uptime(Map<String, String> values, StatusSnapshot status) {
    Duration up = status.uptime();
    values.put(
        "Uptime",
        "%dd %dh%02dm%02ds"
            .formatted(up.toDays(), up.toHoursPart(), up.toMinutesPart(), up.toSecondsPart()));
    put(values, "Uptime_sec", up.toSeconds());
    put(values, "Start_time_sec", status.at().minus(up).getEpochSecond());
  }

  private static void limits(
      Map<String, String> values, StatusSnapshot status, ProcessFacts process) {
    put(values, "Pid", process.pid());
    put(values, "Nbthread", process.eventLoops());
    put(values, "Ulimit-n", process.descriptors());
    put(values, "Maxsock", process.descriptors());
    put(values, "Maxconn", status.frontend().sessionLimit());
    put(values, "Hard_maxconn", process.sessionLimit());
    put(values, "Idle_pct", process.idlePercent());
    put(values, "Listeners", 1);
    put(values, "PoolAlloc_MB", status.bufferBytes() >> 20);
    put(values, "PoolUsed_MB", status.bufferBytes() >> 20);
    put(values, "PoolAlloc_bytes", status.bufferBytes());
    put(values, "PoolUsed_bytes", status.bufferBytes());
  }

  private static void traffic(Map<String, String> values, Traffic traffic) {
    put(values, "CurrConns", traffic.sessions().current());
    put(values, "CumConns", traffic.sessions().total());
    put(values, "CumReq", traffic.sessions().total());
    put(values, "Tasks", traffic.sessions().current());
    put(values, "Jobs", traffic.sessions().current());
    put(values, "ConnRate", traffic.rate().current());
    put(values, "SessRate", traffic.rate().current());
    put(values, "MaxConnRate", traffic.rate().max());
    put(values, "MaxSessRate", traffic.rate().max());
    put(values, "TotalBytesOut", traffic.volume().bytesOut());
  }

  private static void own(Map<String, String> values, StatusSnapshot status) {
    values.put("Product", "redis-failover");
    values.put("Mode", status.mode().displayName());
    status.epoch().ifPresent(epoch -> put(values, "Epoch", epoch.number()));
    status.routing().map(Server::displayName).ifPresent(name -> values.put("Routing", name));
    put(values, "Ready", status.ready() ? 1 : 0);
    put(values, "Held", status.frontend().traffic().holds().current());
    values.put("Message", status.message());
  }

  private static void put(Map<String, String> values, String name, long value) {
    values.put(name, Long.toString(value));
  }
}
