package io.redisfailover.proxy.stats.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.controlapi.supervision.Supervisor;
import io.redisfailover.proxy.stats.model.FrontendStatus;
import io.redisfailover.proxy.stats.model.SampleStatuses;
import io.redisfailover.proxy.stats.model.StatusSnapshot;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HaproxyCsvTest {

  @ParameterizedTest(name = "column {0} is {1}")
  @CsvSource({
    "0,pxname",
    "1,svname",
    "2,qcur",
    "4,scur",
    "5,smax",
    "7,stot",
    "8,bin",
    "9,bout",
    "13,econ",
    "14,eresp",
    "15,wretr",
    "16,wredis",
    "17,status",
    "18,weight",
    "19,act",
    "20,bck",
    "21,chkfail",
    "22,chkdown",
    "23,lastchg",
    "24,downtime",
    "30,lbtot",
    "32,type",
    "33,rate",
    "36,check_status",
    "37,check_code",
    "38,check_duration",
    "49,cli_abrt",
    "50,srv_abrt",
    "55,lastsess",
    "56,last_chk",
    "57,last_agt",
    "58,qtime",
    "62,agent_status",
    "65,check_desc",
    "67,check_rise",
    "68,check_fall",
    "69,check_health",
    "73,addr",
    "75,mode",
    "76,algo",
    "77,conn_rate",
    "84,connect",
    "99,uweight",
    "103,-"
  })
  void hasHaproxysColumnsWhereMonitorsLookForThem(int position, String name) {
    assertThat(HaproxyCsv.COLUMNS.get(position)).isEqualTo(name);
  }

  @Test
  void beginsWithHaproxysHeaderAndHasARowForEachPart() {
    String csv = HaproxyCsv.render(SampleStatuses.normal());
    assertThat(csv).startsWith("# pxname,svname,qcur,qmax,scur,").endsWith("\n");
    assertThat(rows(csv)).hasSize(4).allSatisfy(row -> assertThat(row).hasSize(105));
    assertThat(rows(csv).stream().map(row -> row.get(0) + "/" + row.get(1)))
        .containsExactly("redis/FRONTEND", "redis/Master", "redis/Backup", "redis/BACKEND");
  }

  @Test
  void putsEachValueInItsColumn() {
    List<List<String>> rows = rows(HaproxyCsv.render(SampleStatuses.backupDown()));
    List<String> frontend = rows.get(0);
    List<String> master = rows.get(1);
    List<String> backup = rows.get(2);
    List<String> backend = rows.get(3);
    assertThat(value(frontend, "status")).isEqualTo("OPEN");
    assertThat(value(frontend, "slim")).isEqualTo("20000");
    assertThat(value(master, "status")).isEqualTo("UP");
    assertThat(value(master, "scur")).isEqualTo("38");
    assertThat(value(master, "bin")).isEqualTo("1420331008");
    assertThat(value(master, "check_status")).isEqualTo("L7OK");
    assertThat(value(master, "addr")).isEqualTo("10.20.0.11:6379");
    assertThat(value(master, "act")).isEqualTo("1");
    assertThat(value(backup, "status")).isEqualTo("DOWN");
    assertThat(value(backup, "bck")).isEqualTo("1");
    assertThat(value(backup, "last_chk"))
        .isEqualTo("Connection refused at step 1 of tcp-check (connect)");
    assertThat(value(backup, "lastsess")).isEqualTo("-1");
    assertThat(value(backend, "status")).isEqualTo("UP");
    assertThat(value(backend, "act")).isEqualTo("1");
    assertThat(value(backend, "bck")).isEqualTo("0");
  }

  @Test
  void showsTheCounterOfAScriptThatDecidesTheRoute() {
    List<List<String>> rows = rows(HaproxyCsv.render(SampleStatuses.routeOnly()));
    assertThat(value(rows.get(1), "status")).isEqualTo("DOWN 1/2");
    assertThat(value(rows.get(2), "status")).isEqualTo("UP");
  }

  @Test
  void countsHeldConnectionsAsHaproxyCountsItsQueue() {
    List<List<String>> rows = rows(HaproxyCsv.render(SampleStatuses.holding()));
    assertThat(value(rows.get(3), "qcur")).isEqualTo("17");
    assertThat(value(rows.get(3), "status")).isEqualTo("DOWN");
  }

  @Test
  void keepsAFieldWithCommasQuotesOrLineEndsInOneField() {
    StatusSnapshot sample = SampleStatuses.normal();
    StatusSnapshot odd =
        new StatusSnapshot(
            sample.proxyName(),
            sample.version(),
            sample.at(),
            sample.uptime(),
            sample.bufferBytes(),
            sample.mode(),
            sample.epoch(),
            sample.routing(),
            sample.ready(),
            sample.message(),
            sample.standbyObstacle(),
            new FrontendStatus("a,\"b\"\nc", "x", 1, 1, 0, sample.frontend().traffic()),
            sample.master(),
            sample.backup(),
            sample.roleChanges(),
            0,
            Supervisor.Report.NOTHING);
    assertThat(HaproxyCsv.render(odd)).contains("\n\"a,\"\"b\"\" c\",FRONTEND,");
  }

  private static List<List<String>> rows(String csv) {
    return csv.lines().skip(1).map(line -> List.of(line.split(",", -1))).toList();
  }

  private static String value(List<String> row, String column) {
    return row.get(HaproxyCsv.COLUMNS.indexOf(column));
  }

  @Test
  void leavesNoColumnOutAndNamesNoneTwice() {
    assertThat(HaproxyCsv.COLUMNS).hasSize(104).doesNotHaveDuplicates();
    assertThat(Arrays.asList("pid", "iid", "sid", "mode")).isSubsetOf(HaproxyCsv.COLUMNS);
  }
}
