package io.redisfailover.testsupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * What a product consists of, as its build has left it in {@code target}.
 *
 * @param version of the product
 * @param files the files of {@code lib}, by name
 * @param components what the SBOM lists
 */
record Distribution(String version, Map<String, Path> files, List<Component> components) {
  private static final String SBOM = ".cdx.json";

  /** The beginnings of programs: ELF, Windows, macOS (32 and 64 bits, both orders), a script. */
  private static final List<String> MAGIC =
      List.of("7f454c46", "4d5a", "feedface", "feedfacf", "cefaedfe", "cffaedfe", "2321");

  /**
   * What the SBOM says of one jar.
   *
   * @param group of Maven
   * @param name of Maven
   * @param version of Maven
   * @param file the name of the file in {@code lib}
   * @param sha256 of the file, in hexadecimal digits; empty when the SBOM does not say it
   */
  record Component(String group, String name, String version, String file, String sha256) {
    /** {@return group and name, joined with a colon} */
    String coordinates() {
      return group + ":" + name;
    }
  }

  /**
   * {@return the distribution in a folder}
   *
   * @param target the folder of the build
   * @throws IOException when there is not exactly one SBOM, or a file cannot be read
   */
  static Distribution in(Path target) throws IOException {
    List<Path> sboms = list(target, SBOM);
    if (sboms.size() != 1) {
      throw new IOException(target + " has not one SBOM, but " + sboms);
    }
    JsonNode sbom = new ObjectMapper().readTree(sboms.getFirst().toFile());
    List<Component> components = new ArrayList<>();
    sbom.path("components").forEach(component -> components.add(component(component)));
    Map<String, Path> files = new TreeMap<>();
    list(target.resolve("lib"), "").forEach(file -> files.put(file.getFileName().toString(), file));
    return new Distribution(
        sbom.at("/metadata/component/version").textValue(), files, List.copyOf(components));
  }

  private static List<Path> list(Path folder, String end) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
    }
  }

  private static Component component(JsonNode node) {
    String name = node.path("name").asText();
    String version = node.path("version").asText();
    String sha256 = "";
    for (JsonNode hash : node.path("hashes")) {
      if (hash.path("alg").asText().equals("SHA-256")) {
        sha256 = hash.path("content").asText();
      }
    }
    String file = name + "-" + version + classifier(node.path("purl").asText()) + ".jar";
    return new Component(node.path("group").asText(), name, version, file, sha256);
  }

  private static String classifier(String packageUrl) {
    return Stream.of(packageUrl.split("[?&]"))
        .filter(part -> part.startsWith("classifier="))
        .map(part -> "-" + part.substring("classifier=".length()))
        .findFirst()
        .orElse("");
  }

  /** {@return the SHA-256 that the SBOM says, by the name of the file} */
  Map<String, String> listed() {
    Map<String, String> listed = new TreeMap<>();
    components.forEach(component -> listed.put(component.file(), component.sha256()));
    return listed;
  }

  /** {@return the SHA-256 of what is there, by the name of the file} */
  Map<String, String> present() throws IOException {
    Map<String, String> present = new TreeMap<>();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      present.put(file.getKey(), sha256(Files.readAllBytes(file.getValue())));
    }
    return present;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * {@return programs and native libraries inside the jars, as "jar!entry": what begins as one,
   * whatever its name is}
   */
  List<String> programs() throws IOException {
    List<String> programs = new ArrayList<>();
    for (Map.Entry<String, Path> jar : files.entrySet()) {
      try (InputStream in = Files.newInputStream(jar.getValue());
          ZipInputStream zip = new ZipInputStream(in)) {
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
          if (isProgram(entry.getName(), HexFormat.of().formatHex(zip.readNBytes(4)))) {
            programs.add(jar.getKey() + "!" + entry.getName());
          }
        }
      }
    }
    return programs;
  }

  /** A class begins like a program of macOS for several processors. */
  private static boolean isProgram(String name, String beginning) {
    return MAGIC.stream().anyMatch(beginning::startsWith)
        || (beginning.equals("cafebabe") && !name.endsWith(".class"));
  }
}
