package dev.sluice.cli.predict;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.json.JsonArray;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.tasks.tag.Spans;
import dev.sluice.tasks.tag.Tagger;
import dev.sluice.tasks.text.TextException;
import java.util.ArrayList;
import java.util.List;

/// A sentence in each line, words apart by blanks, or `{"words":[…]}`; answered with their tags,
/// and with the names that these mark, if they mark names.
record TagLines(Tagger tagger, Workspace workspace) implements LineAnswers.Model<List<String>> {
  @Override
  public List<String> read(String line) {
    List<String> words =
        JsonLine.of(line, "{\"words\":[\"She\",\"reads\"]}")
            .map(object -> object.member("words").strings())
            .orElseGet(() -> Tagger.words(line));
    if (words.isEmpty() || words.stream().anyMatch(String::isBlank)) {
      throw new TextException("there is no word; write a sentence, its words apart by blanks");
    }
    return words;
  }

  @Override
  public List<JsonObject> answer(List<List<String>> asked) {
    boolean marked = Spans.areMarkedBy(tagger.vocabulary().tags());
    List<List<String>> tags = tagger.tag(asked, workspace);
    List<JsonObject> answers = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      JsonObject.Builder answer =
          JsonObject.builder()
              .put("words", JsonArray.ofStrings(asked.get(i)))
              .put("tags", JsonArray.ofStrings(tags.get(i)));
      if (marked) {
        answer.put("spans", spans(asked.get(i), tags.get(i)));
      }
      answers.add(answer.build());
    }
    return answers;
  }

  private static JsonArray spans(List<String> words, List<String> tags) {
    return JsonArray.of(
        Spans.of(tags).stream()
            .map(span ->
                JsonObject.builder()
                    .put("type", span.type())
                    .put("text", String.join(" ", words.subList(span.from(), span.to())))
                    .put("from", span.from())
                    .put("to", span.to())
                    .build())
            .toArray(JsonObject[]::new));
  }
}
