package io.redisfailover.proxy.stats.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redisfailover.proxy.stats.export.HaproxyRow.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Renders the statistics field by field, as HAProxy's {@code show stat typed} and {@code show stat
 * json} do. A field without a meaning here is missing, as HAProxy leaves fields out.
 */
public final class HaproxyFields {
  /** Column and tag, as version 2.6 has them; a column of a plain text is not listed. */
  private static final Map<String, HaproxyTag> TAGS =
      Arrays.stream(
              """
              pxname=KNS:str svname=KNS:str qcur=MGP:u32 qmax=MMP:u32 scur=MGP:u32 smax=MMP:u32
              slim=CLP:u32 stot=MCP:u64 bin=MCP:u64 bout=MCP:u64 dreq=MCP:u64 dresp=MCP:u64
              ereq=MCP:u64 econ=MCP:u64 eresp=MCP:u64 wretr=MCP:u64 wredis=MCP:u64 status=SGP:str
              weight=MaP:u32 act=SGP:u32 bck=SGP:u32 chkfail=MCP:u64 chkdown=MCP:u64
              lastchg=MAP:u32 downtime=MCP:u32 pid=KGP:u32 iid=KGS:u32 sid=KGS:u32 lbtot=MCP:u64
              type=CGS:u32 rate=MRP:u32 rate_max=MMP:u32 check_status=MOP:str check_code=MOP:u32
              check_duration=MDP:u64 cli_abrt=MCP:u64 srv_abrt=MCP:u64 lastsess=MAP:s32
              last_chk=MOP:str check_desc=MOP:str agent_desc=MOP:str check_rise=CGS:u32
              check_fall=CGS:u32 check_health=CGS:u32 addr=CGS:str mode=CGS:str conn_rate=MRP:u32
              conn_rate_max=MMP:u32 conn_tot=MCP:u64 dcon=MCP:u64 connect=MCP:u64 uweight=MaP:u32\
              """
                  .split("\\s+"))
          .map(entry -> entry.split("=", 2))
          .collect(Collectors.toMap(entry -> entry[0], entry -> HaproxyTag.parse(entry[1])));

  /** What version 2.6 tags otherwise in the row of the backend. */
  private static final Map<String, HaproxyTag> OF_BACKEND =
      Map.of(
          "act", HaproxyTag.parse("MGP:u32"),
          "bck", HaproxyTag.parse("MGP:u32"),
          "rate", HaproxyTag.parse("MGP:u32"),
          "rate_max", HaproxyTag.parse("MGP:u32"));

  private HaproxyFields() {}

  /** {@return a line for each field, as HAProxy does} */
  public static String typed(List<HaproxyRow> rows) {
    StringBuilder text = new StringBuilder();
    for (HaproxyRow row : rows) {
      for (String column : columns(row)) {
        HaproxyTag tag = tag(row.kind(), column);
        text.append(row.kind().name().charAt(0)).append('.').append(HaproxyRow.PROXY_ID);
        text.append('.').append(row.id()).append('.').append(HaproxyCsv.COLUMNS.indexOf(column));
        text.append('.').append(column).append(".1:").append(tag.typed(row.value(column)));
        text.append('\n');
      }
    }
    return text.toString();
  }

  /** {@return one line: an array of rows, each an array of fields} */
  public static String json(List<HaproxyRow> rows) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (HaproxyRow row : rows) {
      ArrayNode fields = all.addArray();
      for (String column : columns(row)) {
        ObjectNode field = fields.addObject();
        field.put("objType", row.kind().word());
        field.put("proxyId", HaproxyRow.PROXY_ID).put("id", row.id());
        tag(row.kind(), column)
            .describe(field, HaproxyCsv.COLUMNS.indexOf(column), column, row.value(column));
      }
    }
    return all + "\n";
  }

  private static List<String> columns(HaproxyRow row) {
    return HaproxyCsv.COLUMNS.stream()
        .filter(column -> !column.equals("-") && row.values().containsKey(column))
        .toList();
  }

  private static HaproxyTag tag(Kind kind, String column) {
    HaproxyTag usual = TAGS.getOrDefault(column, HaproxyTag.TEXT);
    return kind == Kind.BACKEND ? OF_BACKEND.getOrDefault(column, usual) : usual;
  }
}
