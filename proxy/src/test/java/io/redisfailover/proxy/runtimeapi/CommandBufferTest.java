package io.redisfailover.proxy.runtimeapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CommandBufferTest {
  private final CommandBuffer buffer = new CommandBuffer();

  @Test
  void endsACommandAtALineEndOrASemicolon() {
    assertThat(add("show info;show stat\nshow sess\r\n")).isTrue();
    assertThat(commands()).containsExactly("show info", "show stat", "show sess");
    assertThat(buffer.isEmpty()).isTrue();
  }

  @Test
  void waitsForTheRestOfACommand() {
    add("show ver");
    assertThat(commands()).isEmpty();
    assertThat(buffer.isEmpty()).isFalse();
    add("sion\n");
    assertThat(commands()).containsExactly("show version");
  }

  @Test
  void keepsASemicolonBehindABackslash() {
    add("a\\;b;c\\\\;d\n");
    assertThat(commands()).containsExactly("a\\;b", "c\\\\", "d");
  }

  @Test
  void makesACommandOfAnEmptyLine() {
    add("\n;\n");
    assertThat(commands()).containsExactly("", "", "");
  }

  @Test
  void takesNoLineOfAPayloadForACommand() {
    add("set ssl cert x <<\nshutdown sessions server redis/Master; quit\n");
    assertThat(commands()).isEmpty();
    add("\nshow info\n");
    assertThat(commands()).containsExactly("set ssl cert x ", "show info");
  }

  @Test
  void refusesACommandThatIsLongerThanHaproxysBuffer() {
    assertThat(add("x".repeat(CommandBuffer.LONGEST))).isTrue();
    assertThat(add("x")).isFalse();
  }

  @Test
  void refusesAPayloadThatIsLongerThanHaproxysBuffer() {
    add("x <<\n");
    String line = "y".repeat(1023) + "\n";
    List<Boolean> taken =
        Stream.generate(() -> add(line)).limit(1 + CommandBuffer.LONGEST / line.length()).toList();
    assertThat(taken).contains(false).startsWith(true);
  }

  private boolean add(String text) {
    return buffer.add(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private List<String> commands() {
    return Stream.generate(buffer::next).takeWhile(Optional::isPresent).map(Optional::get).toList();
  }
}
