"""Makes src/test/resources/dev/sluice/tasks/translate/metric/recorded.json: sentences of our own,
and random ones, with what sacreBLEU makes of them.

    pip install sacrebleu==2.6.0
    python sluice-tasks/src/test/python/record_translation_metrics.py

Random sentences come from counters (SplitMix64), so that each run writes the same file.
"""

import itertools
import json
import pathlib

import sacrebleu
from sacrebleu.metrics import BLEU, CHRF

OUT = (
    pathlib.Path(__file__).parents[1]
    / "resources/dev/sluice/tasks/translate/metric/recorded.json"
)
TOKENISERS = ["13a", "zh", "char", "none"]
MASK = (1 << 64) - 1


class Numbers:
    """Random integers, each from its counter."""

    def __init__(self, seed):
        self.state = seed

    def below(self, bound):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return ((z ^ (z >> 31)) * bound) >> 64

    def choice(self, items):
        return items[self.below(len(items))]


# hypotheses, then references, file by file
ENGLISH = [
    ["The old bridge was closed on Monday, because its pillars had moved.",
     "It costs 1,000.5 euros, not 1.000,5!",
     "We won 3-4 (after extra time).",
     "\"Come in,\" she said, \"and don't touch the cat's dish.\"",
     "&quot;Salt &amp; pepper&quot; is &lt;b&gt;bold&lt;/b&gt; &apos;here&apos;",
     "",
     "Yes.",
     "Too short",
     "A dog sleeps on the warm stones in front of the bakery.   ",
     "I love it 😀👍🏽!!",
     "well-known e-mail: someone@example.org/path?x=1&y=2#z",
     "the the the the the the the"],
    ["The old bridge has been closed since Monday because its pillars moved.",
     "It costs 1,000.50 euros, not 1.000,5!",
     "We lost 3-4 after extra time.",
     "\"Come in\", she said, \"but don't touch the cat's dish!\"",
     "\"Salt & pepper\" is <b>bold</b> 'here'",
     "This one was left out by the system.",
     "Yes.",
     "This is much too short for four words",
     "A dog is sleeping on the warm stones outside the bakery. ",
     "I love it so much 😀👍🏽!",
     "Well-known e-mail: someone@example.org/path?x=1&y=2#z",
     "The cat is on the mat."],
]
GERMAN = [
    ["Der Zug nach Köln fährt heute um 17.45 Uhr von Gleis 3 ab.",
     "Ein Mädchen mit roten Gummistiefeln springt über die Pfütze.",
     "„Das glaube ich nicht“, sagte er – und ging.",
     "Die Straße ist wegen Bauarbeiten gesperrt!",
     "Ärger, Öl, Übermut: ẞ und ß",
     "Rund 2,5 Mio. Menschen, d. h. 30 % mehr."],
    ["Der Zug nach Köln fährt heute um 17:45 Uhr auf Gleis 3 ab.",
     "Ein Mädchen in roten Gummistiefeln springt über eine Pfütze.",
     "„Ich glaube das nicht“, sagte er und ging.",
     "Die Strasse ist wegen Bauarbeiten gesperrt.",
     "ärger, öl, übermut: ß und ẞ",
     "Etwa 2,5 Mio. Menschen, d.h. 30% mehr."],
    ["Um 17.45 Uhr fährt der Zug nach Köln heute von Gleis 3 ab.",
     "Über die Pfütze springt ein Mädchen mit Gummistiefeln.",
     "„Das glaube ich dir nicht“, sagte er und verließ das Zimmer.",
     "Wegen Bauarbeiten gesperrt",
     "Ärger und Öl und Übermut",
     "Etwa zweieinhalb Millionen Menschen, also 30 Prozent mehr."],
]
FRENCH = [
    ["L'été dernier, nous avons traversé l'île à vélo.",
     "« Où est-ce ? » demanda-t-elle à 20 h 30.",
     "Il y a 12\u202f500 habitants, soit 3\u00a0% de plus…",
     "Deux enfants jouent au bord de l’eau\u2009;\u2003puis ils rentrent."],
    ["L'été passé, nous avons fait le tour de l'île à vélo.",
     "« Où est-ce donc ? », demanda-t-elle vers 20 h 30.",
     "Il y a 12\u00a0500 habitants, soit 3\u202f% de plus.",
     "Deux enfants jouent près de l'eau ; ensuite ils rentrent."],
]
CHINESE = [
    ["昨天晚上,我们在河边散步。",
     "这本书卖1,000.5元,不是3-4元!",
     "他说:“我明天再来。”",
     "GRU网络的翻译质量用BLEU来衡量……",
     "小猫睡在窗台上。  ",
     "&quot;茶&quot;和咖啡"],
    ["昨晚我们沿着河边散步。",
     "这本书的价格是1,000.50元,而不是3-4元!",
     "他说:“明天我会再来。”",
     "翻译的质量用 BLEU 衡量。",
     "一只小猫睡在窗台上。",
     "“茶”和“咖啡”𠀀"],
]
LITTLE = [["", " ", "a"], ["some words are here", "x", ""]]
NOTHING = [["one two", "three"], ["four five six seven", "eight"]]
SPARSE = [  # not each sentence has each reference
    ["the cat sat on the mat", "a small red house", "rain all day"],
    ["a cat sat on a mat", "the small red house", "it rained all day"],
    ["the cat sat on a mat", None, "rain fell all day"],
    [None, None, "rain all the day long"],
]


def words(numbers, vocabulary, length):
    # squared: low numbers are frequent, so that there are matches of all orders
    return [
        "w%d" % (numbers.below(vocabulary) * numbers.below(vocabulary) // vocabulary)
        for _ in range(length)
    ]


def spoil(numbers, sentence, often):
    """Drops, doubles and exchanges words, each with `often` percent."""
    result = []
    for word in sentence:
        kind = numbers.below(100)
        if kind < often:
            continue
        result.append("W%d" % numbers.below(50) if kind < 2 * often else word)
        if kind >= 100 - often:
            result.append(word)
    return result


def sequences(seed, sentences, longest, often, files):
    numbers = Numbers(seed)
    first = [words(numbers, 60, numbers.below(longest + 1)) for _ in range(sentences)]
    return [
        [" ".join(spoil(numbers, sentence, often)) for sentence in first]
        for _ in range(1 + files)
    ]


def awkward(numbers, length):
    pieces = list("aB7.,,.-'\"&;:!?()[]{}~`^_|\\/@#$%*+=<>") + [
        " ", " ", " ", "\t", "\n", "-\n", "<skipped>", "&quot;", "&amp;", "&lt;", "&gt;", "12", "3.5",
        "1,0", "é", "e\u0301", "ß", "Σ", "İ", "中", "文", "。", "，", "“", "…", "—", "\u3000", "\u00a0",
        "\u200b", "\u2003", "\u001c", "\u0085", "\ufeff", "ｗ", "𠀀", "😀", "٣", "½", "ﬁ", "한", "カ",
    ]
    return "".join(numbers.choice(pieces) for _ in range(length))


def signs(seed, sentences, longest):
    numbers = Numbers(seed)
    first = [awkward(numbers, numbers.below(longest + 1)) for _ in range(sentences)]
    second = [
        "".join(c for c in text if numbers.below(6) > 0) + awkward(numbers, numbers.below(3))
        for text in first
    ]
    return [second, first]


def per_sentence(files):
    return [[text for text in line if text is not None] for line in zip(*files)]


def bleu(corpus, tokeniser, lower, smooth):
    metric = BLEU(tokenize=tokeniser, lowercase=lower, smooth_method=smooth, force=True)
    score = metric.corpus_score(corpus[0], corpus[1:])
    return {
        "tokeniser": tokeniser,
        "case": "lc" if lower else "mixed",
        "smoothing": smooth,
        "score": score.score,
        "precisions": score.precisions,
        "penalty": score.bp,
        "hypothesis": score.sys_len,
        "reference": score.ref_len,
        "line": "BLEU|%s%s" % (metric.get_signature(), str(score).removeprefix("BLEU")),
    }


def chrf(corpus, lower, word_order):
    metric = CHRF(lowercase=lower, word_order=word_order)
    score = metric.corpus_score(corpus[0], corpus[1:])
    name = "chrF2" + "+" * word_order
    return {
        "case": "lc" if lower else "mixed",
        "words": word_order,
        "score": score.score,
        "line": "%s|%s%s" % (name, metric.get_signature(), str(score).removeprefix(name)),
    }


def sentences(corpus):
    metric = BLEU(effective_order=True)
    return [
        metric.sentence_score(hypothesis, references).score
        for hypothesis, references in zip(corpus[0], per_sentence(corpus[1:]))
    ]


def record(name, corpus):
    return {
        "name": name,
        "hypotheses": corpus[0],
        "references": per_sentence(corpus[1:]),
        "bleu": [
            bleu(corpus, tokeniser, lower, smooth)
            for tokeniser, lower, smooth in itertools.product(
                TOKENISERS, [False, True], ["exp", "none"]
            )
        ],
        "chrf": [chrf(corpus, lower, n) for lower in [False, True] for n in [0, 2]],
        "sentences": sentences(corpus),
    }


def tokens():
    numbers = Numbers(7)
    texts = [awkward(numbers, 1 + numbers.below(24)) for _ in range(150)]
    texts += [text for corpus in [ENGLISH, FRENCH, CHINESE] for text in corpus[0]]
    cut = {name: BLEU(tokenize=name, force=True).tokenizer for name in TOKENISERS}
    return [
        {"text": text}
        | {name: " ".join(cut[name](text.rstrip()).split()) for name in TOKENISERS}
        for text in texts
    ]


def lowered():
    texts = [
        "ΟΔΟΣ", "ΟΔΟΣ.", "ΣΑΣ Σ", "Α.ΣΑΣ.Α", "ΑΣ'Α ΑΣ' Α", "Α1Σ 1Σ", "ΑΣ-ΑΣ_Σ", "(ΑΣ)\u0301Α",
        "Α\u0301Σ\u0301", "ªΣ ʰΣ Αʰ:Σ", "İSTANBUL", "STRASSE STRAẞE", "Ǆ ǅ", "𐐀Σ𐐀",
    ]
    return [{"text": text, "lower": text.lower()} for text in texts]


def main():
    corpora = {
        "english": ENGLISH,
        "german, two references": GERMAN,
        "french": FRENCH,
        "chinese": CHINESE,
        "english, itself": [ENGLISH[0], ENGLISH[0]],
        "little": LITTLE,
        "nothing in common": NOTHING,
        "references that differ in number": SPARSE,
        "random": sequences(1, 40, 30, 8, 1),
        "random, short": sequences(2, 60, 5, 10, 1),
        "random, bad": sequences(3, 20, 25, 30, 1),
        "random, three references": sequences(4, 25, 20, 10, 3),
        "random signs": signs(5, 60, 20),
        "random signs, long": signs(6, 15, 120),
    }
    recorded = {
        "about": "Made by src/test/python/record_translation_metrics.py; sentences are our own.",
        "sacrebleu": sacrebleu.__version__,
        "tokens": tokens(),
        "lowered": lowered(),
        "corpora": [record(name, corpus) for name, corpus in corpora.items()],
    }
    OUT.write_text(json.dumps(recorded, indent=0) + "\n", encoding="ascii", newline="\n")


if __name__ == "__main__":
    main()
