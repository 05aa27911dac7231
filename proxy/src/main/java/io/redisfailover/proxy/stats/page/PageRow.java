package io.redisfailover.proxy.stats.page;

import java.util.Optional;

/** Builds one row of the table. Each cell carries its label, for narrow screens. */
final class PageRow {
  private final StringBuilder markup = new StringBuilder();

  PageRow(String cssClass, String name) {
    markup
        .append("<tr class=\"")
        .append(Html.text(cssClass).markup())
        .append("\"><th scope=\"row\">")
        .append(Html.text(name).markup())
        .append("</th>");
  }

  /** Adds a number; an empty text makes an empty cell. */
  PageRow number(String label, String number) {
    return cell("", label, Html.text(number).markup());
  }

  /** Adds a count. */
  PageRow count(String label, long count) {
    return number(label, Figures.count(count));
  }

  /** Adds a count that should be 0; it is bold when it is not. */
  PageRow alarm(String label, long count) {
    String number = Html.text(Figures.count(count)).markup();
    return cell("", label, count == 0 ? number : "<strong>" + number + "</strong>");
  }

  /** Adds a few words. */
  PageRow words(String label, String words) {
    return cell("words", label, Html.text(words).markup());
  }

  /** Adds words that have a line of their own on a narrow screen. */
  PageRow wide(String label, String words) {
    return cell("words wide", label, Html.text(words).markup());
  }

  /** Adds a short text that shows a longer one when it is pointed at. */
  PageRow hint(String label, Optional<String> shown, Optional<String> hint) {
    String content =
        shown
            .map(text ->
                "<abbr title=\""
                    + Html.text(hint.orElse(text)).markup()
                    + "\">"
                    + Html.text(text).markup()
                    + "</abbr>")
            .orElse("");
    return cell("words", label, content);
  }

  /** Adds empty cells. */
  PageRow blank(int cells) {
    markup.append("<td></td>".repeat(cells));
    return this;
  }

  Html end() {
    return new Html(markup + "</tr>\n");
  }

  private PageRow cell(String cssClass, String label, String content) {
    markup.append("<td");
    if (!cssClass.isEmpty()) {
      markup.append(" class=\"").append(cssClass).append('"');
    }
    markup.append(" data-label=\"").append(Html.text(label).markup()).append("\">");
    markup.append(content).append("</td>");
    return this;
  }
}
