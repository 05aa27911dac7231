package io.redisfailover.controller.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Server;
import io.redisfailover.testsupport.EveryComponent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileRecordStoreTest {
  private static final Epoch EPOCH = new Epoch(7, Server.MASTER, "a".repeat(40));

  @TempDir Path folder;

  @Test
  void findsNothingBeforeTheFirstSave() {
    assertThat(store().load()).isEqualTo(RecordStore.Loaded.NOTHING);
  }

  @Test
  void findsWhatAnotherProcessSavedLast() throws Exception {
    store().save(new Epoch(4, Server.BACKUP, "b".repeat(40)));
    store().save(EPOCH);

    assertThat(store().load().epoch()).contains(EveryComponent.set(EPOCH));
    assertThat(store().load().problem()).isEmpty();
  }

  @Test
  void leavesNoTemporaryFileBehind() throws Exception {
    store().save(EPOCH);

    assertThat(names()).containsExactly("record.json");
  }

  /** Nobody may write to the folder but the process; where others may, they stop nothing. */
  @Test
  @Timeout(60)
  void waitsForNoPipeAndFollowsNoLinkToAnotherFile() throws Exception {
    Path temporary = folder.resolve("record.json.new");
    pipe(temporary);
    store().save(EPOCH);
    Path other = Files.writeString(folder.resolve("other"), "text");
    Files.createSymbolicLink(temporary, other);
    store().save(EPOCH);
    assertThat(other).hasContent("text");
    assertThat(store().load().epoch()).contains(EPOCH);
    Files.delete(file());
    pipe(file());
    assertThat(store().load().problem().orElseThrow()).contains("not a regular file");
  }

  private static void pipe(Path file) throws Exception {
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "no json",
        "{}",
        "[]",
        "{\"version\":2,\"epoch\":{\"number\":7,\"server\":\"Master\",\"replicationId\":\"a\"}}",
        "{\"version\":1}",
        "{\"version\":4294967297,\"epoch\":{\"number\":7,\"server\":\"Master\",\"replicationId\":\"a\"}}",
        "{\"version\":1.5,\"epoch\":{\"number\":7,\"server\":\"Master\",\"replicationId\":\"a\"}}",
        "{\"version\":1,\"epoch\":{\"number\":7,\"server\":\"Master\",\"replicationId\":\"a\"}} more",
        "{\"version\":1,\"epoch\":{\"number\":7,\"server\":\"Master\",\"replicationId\":\"\"}}",
        "{\"version\":1,\"epoch\":{\"number\":8,\"server\":\"Master\",\"replicationId\":\"a\"}}",
        "{\"version\":1,\"epoch\":{\"number\":\"7\",\"server\":\"Master\",\"replicationId\":\"a\"}}",
        "{\"version\":1,\"epoch\":{\"number\":7,\"server\":\"Third\",\"replicationId\":\"a\"}}"
      })
  void movesADamagedRecordAsideAndSaysSo(String damaged) throws Exception {
    Files.writeString(file(), damaged);

    RecordStore.Loaded loaded = store().load();

    assertThat(loaded.epoch()).isEmpty();
    assertThat(loaded.problem().orElseThrow())
        .startsWith("The record " + file() + " is damaged (")
        .contains("it is treated as missing and was moved to " + file() + ".damaged-");
    assertThat(names()).singleElement().asString().startsWith("record.json.damaged-");
    assertThat(Files.readString(folder.resolve(names().get(0)))).isEqualTo(damaged);
  }

  @Test
  void aSaveThatWasCutOffLeavesTheOldRecord() throws Exception {
    store().save(EPOCH);
    Files.writeString(folder.resolve("record.json.new"), "{\"version\":1,\"ep");

    assertThat(store().load().epoch()).contains(EPOCH);
    store().save(new Epoch(10, Server.BACKUP, "c".repeat(40)));
    assertThat(store().load().epoch().orElseThrow().number()).isEqualTo(10);
  }

  @Test
  void readsNoMoreThanARecordCanHave() throws Exception {
    Files.writeString(file(), " ".repeat(FileRecordStore.LARGEST_BYTES + 1));

    assertThat(store().load().problem().orElseThrow())
        .startsWith("The record " + file() + " cannot be read (more than 16384 bytes); ");
  }

  @Test
  void failsWhenTheFolderIsMissing() {
    RecordStore store = new FileRecordStore(folder.resolve("missing").resolve("record.json"));

    assertThatThrownBy(() -> store.save(EPOCH)).isInstanceOf(IOException.class);
  }

  private RecordStore store() {
    return new FileRecordStore(file());
  }

  private Path file() {
    return folder.resolve("record.json");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }
}
