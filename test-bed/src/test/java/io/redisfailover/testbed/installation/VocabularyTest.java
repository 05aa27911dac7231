package io.redisfailover.testbed.installation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redisfailover.failover.model.Server;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyTest {
  private static final Vocabulary RENAMED_TWICE =
      new Vocabulary(
          List.of(),
          List.of(),
          List.of(),
          List.of("route", "routing"),
          List.of("ready", "standbyReady"),
          List.of("push", "sequence"),
          List.of(
              new Vocabulary.Renamed("failback:", "return:"),
              new Vocabulary.Renamed("listen:", "clients:")));

  @Test
  void readsAKeyByItsNewNameAndByItsOld() {
    ObjectNode newer = status().put("route", "Backup").put("ready", true);
    ObjectNode older = status().put("routing", "Backup").put("standbyReady", true);
    for (ObjectNode status : List.of(newer, older)) {
      assertThat(RENAMED_TWICE.routesTo(Server.BACKUP, status)).isTrue();
      assertThat(RENAMED_TWICE.routesTo(Server.MASTER, status)).isFalse();
      assertThat(RENAMED_TWICE.isStandbyReady(status)).isTrue();
    }
    assertThat(RENAMED_TWICE.newestPush(status().put("push", 13))).isEqualTo(13);
    assertThat(RENAMED_TWICE.newestPush(status().put("sequence", 12))).isEqualTo(12);
  }

  @Test
  void takesAStatusThatSaysNothingForNo() {
    assertThat(RENAMED_TWICE.routesTo(Server.BACKUP, status())).isFalse();
    assertThat(RENAMED_TWICE.isStandbyReady(status())).isFalse();
    assertThat(RENAMED_TWICE.newestPush(status())).isZero();
  }

  @Test
  void writesTheNewestConfigurationThatABuildAccepts() {
    List<String> asked = new ArrayList<>();
    String chosen =
        RENAMED_TWICE.configuration(
            "return: 1s, clients: 1",
            form -> {
              asked.add(form);
              return form.contains("failback:");
            });
    assertThat(chosen).isEqualTo("failback: 1s, clients: 1");
    assertThat(asked).containsExactly("return: 1s, clients: 1", "failback: 1s, clients: 1");
  }

  @Test
  void goesBackThroughEveryRename() {
    assertThat(
            RENAMED_TWICE.configuration("return: 1s, clients: 1", form -> form.contains("listen:")))
        .isEqualTo("failback: 1s, listen: 1");
  }

  @Test
  void leavesAConfigurationAsItIsWhenTheBuildAcceptsNone() {
    assertThat(RENAMED_TWICE.configuration("return: 1s", form -> false)).isEqualTo("return: 1s");
  }

  @Test
  void asksABuildNothingWhileThereIsOneForm() {
    assertThat(
            new Vocabulary(
                    List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of())
                .configuration(
                    "listen: 1",
                    form -> {
                      throw new AssertionError("was asked");
                    }))
        .isEqualTo("listen: 1");
  }

  private static ObjectNode status() {
    return new ObjectMapper().createObjectNode();
  }
}
