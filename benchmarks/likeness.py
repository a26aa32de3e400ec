"""Like texts found without a dictionary, against plain substring search and BM25 over words parted by spaces.

    python benchmarks/likeness.py --data ../shared/data
    python benchmarks/likeness.py --data ../shared/data --topics 100

No set says which texts are alike, so each is judged by something else that like texts have in common:

- sentences: ours, ten matters in four languages; a like one is of the same matter in the same language (both Chinese scripts
  count as one), precision at 3, since three others exist
- wisesight_th, trade: messages that name a brand of exactly one of five trades, all brand names blanked; same trade
- wisesight_th, feeling: same of the four labels, mean over the labels
- asap_reviews_zh, aspects: the (aspect, opinion) pairs of two reviews overlap by 0.4 or more (Jaccard)
- asap_reviews_zh, stars: both at most 3 or both above, mean over the two
- boston_311, type: what staff wrote on closing a request; same of the request types
- halves: the first half of a text asks, its second half must be among the first five; needs no label

Fewer than five found count as wrong. Substring search looks for the whole text, then for its pieces between spaces, the
longest first, until five are found. `--topics` adds truncated SVD of the terms: cosine of the topic vectors, added to the
BM25 score with `--weight`. `signature` is ours as it goes in a database: texts whose signature of 24 terms holds a
rare term of the question, at most about 2,000 of them, the best 100 by signature ranked in full.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import os
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse

from idic.methods.likeness import (
    Collection,
    Statistics,
    Terms,
    most_alike,
    shared_weight,
    signature,
    telling_weights,
    terms_of,
    terms_to_ask,
)  # fmt: skip
from idic.methods.search_keys.folding import fold_letters

K, RANKED = 5, 100
OWN = Path(__file__).parent.parent / "tests" / "data" / "likeness" / "sentences.tsv"
TRADES = {
    "cars": "honda|ฮอนด|toyota|โตโยต|mazda|มาสด|nissan|นิสสัน|isuzu|อีซูซุ|ford|ฟอร์ด|mitsubishi|มิตซู|suzuki|ซูซูกิ|subaru"
            "|ซูบารุ|hrv|crv|cx-?\\d|yaris|ยาริส|civic|ซีวิค|vios|altis|fortuner|ranger|chevrolet",
    "drinks": "chang|ช้าง|leo|ลีโอ|singha|สิงห์|heineken|ไฮเนเก|แสงโสม|หงส์ทอง|smirnoff|regency|รีเจน|เบียร์|beer|เหล้า",
    "restaurants": "\\bmk\\b|เอ็มเค|บาบีก|บาร์บีก|บาร์บีคิว|บาบีคิว|bbq|ชาบู|kfc|เคเอฟซี|แมคโดนัลด์|mcdonald|sizzler"
                   "|ซิซเลอร์|fuji|ฟูจิ|pizza|พิซซ่า|โออิชิ|oishi|ยาโยอิ|yayoi|สุกี้",
    "cosmetics": "มิสทีน|mistine|ysl|dior|ดิออร์|maybelline|เมย์เบลลีน|lancome|ลังโคม|srichand|ศรีจันทร์|loreal|ลอรีอัล"
                 "|peripera|chanel|ชาแนล|estee|clinique|cosluxe|garnier|nivea|นีเวีย|kiehl|biore|etude|innisfree",
    "shops": "โลตัส|lotus|บิ๊กซี|บิกซี|big ?c|เซเว่น|7-11|seven|ท็อปส์|central|เซ็นทรัล|พารากอน|paragon|the ?mall|เดอะมอลล์"
             "|แม็คโคร|makro|robinson|โรบินสัน",
}  # fmt: skip

Ranking = list[list[int]]
Judge = Callable[[Ranking], float]


@dataclass
class Trial:
    """`queries[i]` stands at `places[i]` of the texts and must not find itself; -1: it is none of them."""

    name: str
    texts: Sequence[str]
    queries: Sequence[str]
    places: Sequence[int]
    judge: Judge
    chance: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder with the shared data")
    parser.add_argument("--questions", type=int, default=400, help="at most so many of a set")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--ways", nargs="*", help="only these: substring, words, ours, signature")
    parser.add_argument("--topics", type=int, help="so many topic vectors, added to ours")
    parser.add_argument("--weight", type=float, default=0.25, help="of the topics beside ours")
    asked = parser.parse_args()
    print(f"load {' '.join(f'{one:.1f}' for one in os.getloadavg())}")
    ways: dict[str, Callable[[Trial], Ranking]] = {
        "substring": substring,
        "words": by_words,
        "ours": ours,
        "signature": by_signature,
    }
    ways = {name: ways[name] for name in asked.ways or ways}
    if asked.topics:
        ways[f"with {asked.topics} topics"] = lambda trial: with_topics(trial, asked.topics, asked.weight)
    print("| judged by | texts | questions | chance | " + " | ".join(ways) + " |")
    print("|---|---|---|---|" + "---|" * len(ways))
    spent: Counter[str] = Counter()
    for trial in trials(asked.data, asked.questions, asked.seed):
        row = [trial.name, f"{len(trial.texts):,}", f"{len(trial.queries):,}", f"{trial.chance:.3f}"]
        for name, rank in ways.items():
            began = time.process_time()
            row.append(f"{trial.judge(rank(trial)):.3f}")
            spent[name] += time.process_time() - began
        print("| " + " | ".join(row) + " |", flush=True)
    print("processor seconds: " + ", ".join(f"{name} {seconds:.1f}" for name, seconds in spent.items()))


# --- the ways


def substring(trial: Trial) -> Ranking:
    folded = [fold_letters(text) for text in trial.texts]
    found: Ranking = []
    for query, place in zip(trial.queries, trial.places, strict=True):
        whole = fold_letters(query)
        hits: dict[int, None] = {}
        for piece in [whole, *sorted(set(whole.split()), key=lambda one: (-len(one), one))]:
            if len(hits) >= K or len(piece) < 2:
                break
            for at, text in enumerate(folded):
                if at != place and piece in text:
                    hits[at] = None
                    if len(hits) >= K:
                        break
        found.append(list(hits))
    return found


def by_words(trial: Trial) -> Ranking:
    return ranked(
        trial, lambda text: {word: float(count) for word, count in Counter(fold_letters(text).split()).items()}
    )


def ours(trial: Trial) -> Ranking:
    return ranked(trial, terms_of)


def by_signature(trial: Trial) -> Ranking:
    texts = [terms_of(text) for text in trial.texts]
    counted = Statistics.of(texts)
    signed = [signature(terms, counted) for terms in texts]
    holding: dict[str, list[int]] = {}
    for at, one in enumerate(signed):
        for term in one:
            holding.setdefault(term, []).append(at)
    found: Ranking = []
    for query, place in zip(trial.queries, trial.places, strict=True):
        terms = terms_of(query)
        weights = telling_weights(terms, counted)
        candidates = {at for term in terms_to_ask(terms, counted) for at in holding.get(term, ()) if at != place}
        first = sorted(sorted(candidates), key=lambda at: -shared_weight(weights, signed[at]))[:RANKED]
        found.append([one.key for one in most_alike(terms, ((at, texts[at]) for at in first), counted, k=K)])
    return found


def ranked(trial: Trial, cut: Callable[[str], Terms]) -> Ranking:
    held = Collection([cut(text) for text in trial.texts])
    return [
        [at for at, _ in held.most_alike(cut(query), k=K, but=None if place < 0 else place)]
        for query, place in zip(trial.queries, trial.places, strict=True)
    ]


def with_topics(trial: Trial, topics: int, weight: float) -> Ranking:
    from sklearn.decomposition import TruncatedSVD

    texts = [terms_of(text) for text in trial.texts]
    queries = [terms_of(text) for text in trial.queries]
    held = Collection(texts)
    known = {term: at for at, term in enumerate(t for t, n in held.statistics.frequency.items() if n > 1)}

    def table(rows: Sequence[Terms]) -> sparse.csr_matrix:
        cells = [
            (row, known[term], np.log1p(times) * held.statistics.inverse_frequency(term))
            for row, terms in enumerate(rows)
            for term, times in terms.items()
            if term in known
        ]
        rows_at, columns, values = zip(*cells, strict=True)
        return sparse.csr_matrix((values, (rows_at, columns)), shape=(len(rows), len(known)))

    def unit(vectors: np.ndarray) -> np.ndarray:
        return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)

    fitted = TruncatedSVD(min(topics, len(texts) // 3), random_state=1).fit(table(texts))
    of_texts, of_queries = unit(fitted.transform(table(texts))), unit(fitted.transform(table(queries)))
    found: Ranking = []
    for query, vector, place in zip(queries, of_queries, trial.places, strict=True):
        scores = held.scores(query)
        if place >= 0:
            scores[place] = 0
        total = scores / max(scores.max(), 1e-9) + weight * (of_texts @ vector)
        if place >= 0:
            total[place] = -np.inf
        found.append(np.argsort(-total, kind="stable")[:K].tolist())
    return found


# --- the sets


def trials(data: Path, questions: int, seed: int) -> Iterator[Trial]:
    rng = random.Random(seed)
    yield from sentences()
    messages = wisesight(data / "wisesight_th")
    named = list(of_one_trade(messages))
    yield by_label("wisesight_th, trade", named, rng.sample(range(len(named)), min(questions, len(named))))
    long = [one for one in messages if len(one[0]) >= 15]
    feelings = sorted({label for _, label in long})
    of = {label: [at for at, one in enumerate(long) if one[1] == label] for label in feelings}
    chosen = [at for label in feelings for at in rng.sample(of[label], min(questions // 4, len(of[label])))]
    yield by_label("wisesight_th, feeling", long, chosen, balanced=True)
    yield halves("wisesight_th, halves", [text for text, _ in messages], questions, 6_000, rng)
    reviews = asap(data / "asap_reviews_zh")
    yield by_aspects(reviews)
    starred = [(text, "low" if stars <= 3 else "high") for text, stars, _ in reviews]
    yield by_label("asap_reviews_zh, stars", starred, range(len(starred)), balanced=True)
    yield halves("asap_reviews_zh, halves", [text for text, _, _ in reviews], questions, 6_000, rng)
    closed = rng.sample(boston(data / "boston_311_2011"), 6_000)
    yield by_label("boston_311, type", closed, rng.sample(range(len(closed)), questions))


def sentences() -> Iterator[Trial]:
    rows = [line.split("\t") for line in OWN.read_text(encoding="utf-8").splitlines()[1:]]
    kind = [(matter, language[:2]) for matter, language, _ in rows]
    for language in ("en", "th", "zh-hans", "zh-hant"):
        places = [at for at, row in enumerate(rows) if row[1] == language]

        def judge(found: Ranking, places: list[int] = places) -> float:
            return float(np.mean([sum(kind[at] == kind[place] for at in one[:3]) / 3
                                  for one, place in zip(found, places, strict=True)]))  # fmt: skip

        like = 7 if language.startswith("zh") else 3
        yield Trial(f"our sentences, {language} (at 3)", [row[2] for row in rows], [rows[at][2] for at in places],
                    places, judge, like / (len(rows) - 1))  # fmt: skip


def by_label(name: str, texts: Sequence[tuple[str, str]], places: Sequence[int], *, balanced: bool = False) -> Trial:
    labels = [label for _, label in texts]
    share = {label: count / len(labels) for label, count in Counter(labels).items()}

    def mean(values: Sequence[float]) -> float:
        if not balanced:
            return float(np.mean(values))
        by: dict[str, list[float]] = {}
        for value, place in zip(values, places, strict=True):
            by.setdefault(labels[place], []).append(value)
        return float(np.mean([np.mean(one) for one in by.values()]))

    def judge(found: Ranking) -> float:
        return mean(
            [sum(labels[at] == labels[place] for at in one) / K for one, place in zip(found, places, strict=True)]
        )

    chance = mean([share[labels[place]] for place in places])
    return Trial(name, [text for text, _ in texts], [texts[at][0] for at in places], places, judge, chance)


def by_aspects(reviews: Sequence[tuple[str, float, frozenset[tuple[str, str]]]]) -> Trial:
    said = [aspects for _, _, aspects in reviews]
    like = np.array([[len(a & b) >= 0.4 * max(1, len(a | b)) for b in said] for a in said])
    np.fill_diagonal(like, False)

    def judge(found: Ranking) -> float:
        return float(np.mean([like[place, one].sum() / K for place, one in enumerate(found)]))

    texts = [text for text, _, _ in reviews]
    return Trial("asap_reviews_zh, aspects", texts, texts, range(len(texts)), judge, float(like.mean()))


def halves(name: str, texts: Sequence[str], questions: int, most: int, rng: random.Random) -> Trial:
    long = [text for text in texts if len(text) >= 80]
    long = rng.sample(long, min(most, len(long)))
    parted = [part(text) for text in long]
    asked = range(min(questions, len(parted)))

    def judge(found: Ranking) -> float:
        return float(np.mean([at in one for at, one in enumerate(found)]))

    return Trial(name, [back for _, back in parted], [parted[at][0] for at in asked], [-1] * len(asked), judge,
                 K / len(parted))  # fmt: skip


def part(text: str) -> tuple[str, str]:
    """At the space nearest to the middle, or in the middle where none is near."""
    middle = len(text) // 2
    spaces = [at for at, sign in enumerate(text) if sign == " " and abs(at - middle) <= len(text) // 6]
    cut = min(spaces, key=lambda at: abs(at - middle), default=middle)
    return text[:cut], text[cut:]


def wisesight(folder: Path) -> list[tuple[str, str]]:
    """Without messages that are the same when folded: many are."""
    found: dict[str, tuple[str, str]] = {}
    for label in ("neg", "neu", "pos", "q"):
        with gzip.open(folder / f"{label}.txt.gz", "rt", encoding="utf-8", newline="\n") as file:
            for text in file.read().split("\n"):
                if text.strip():
                    found.setdefault(fold_letters(text), (text.strip(), label))
    return list(found.values())


def of_one_trade(messages: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    patterns = {trade: re.compile(names, re.I) for trade, names in TRADES.items()}
    any_name = re.compile("|".join(TRADES.values()), re.I)
    for text, _ in messages:
        named = [trade for trade, names in patterns.items() if names.search(text)]
        rest = any_name.sub(" ", text).strip()
        if len(named) == 1 and len(rest) >= 20:
            yield rest, named[0]


def asap(folder: Path) -> list[tuple[str, float, frozenset[tuple[str, str]]]]:
    found = []
    for name in ("train", "dev", "test"):
        with gzip.open(folder / f"{name}_sample.csv.gz", "rt", encoding="utf-8-sig") as file:
            for row in csv.DictReader(file):
                aspects = frozenset(
                    (key, value) for key, value in row.items()
                    if key not in ("index", "reviewbody", "star") and value != "-2"
                )  # fmt: skip
                found.append((row["reviewbody"].replace("\\n", " "), float(row["star"]), aspects))
    return found


def boston(folder: Path) -> list[tuple[str, str]]:
    opening = re.compile(r"^\s*(?:Case (?:Closed|Resolved|Noted|Invalid|Scheduled)\.?\s*)+")
    found: dict[str, str] = {}
    with gzip.open(folder / "boston_311_2011.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            text = opening.sub("", row["closure_reason"]).strip()
            if len(text) >= 25:
                found.setdefault(text, row["type"])
    return list(found.items())


if __name__ == "__main__":
    main()
