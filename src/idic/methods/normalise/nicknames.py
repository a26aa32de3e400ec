"""English short forms of given names. An option for comparing names; never written back into a record."""

from __future__ import annotations

from typing import Final

_SHORT_FORMS: Final = {
    "abigail": "abby gail", "albert": "al bert bertie", "alexander": "alex sandy xander", "alexandra": "alex sandra",
    "alfred": "alf fred freddie", "andrew": "andy drew", "anthony": "tony ant", "arthur": "art artie", "barbara": "barb babs",
    "benjamin": "ben benny", "catherine": "cathy cath kate katie kathy kitty katherine kathryn", "charles": "charlie chuck",
    "christine": "chris chrissie tina", "christopher": "chris kit", "daniel": "dan danny", "david": "dave davy",
    "deborah": "deb debbie debra", "donald": "don donnie", "dorothy": "dot dottie dolly", "edward": "ed eddie ted ned",
    "eleanor": "ellie nell nora", "elizabeth": "liz lizzie beth betty eliza lisa bess elisabeth", "emily": "em emmy",
    "frances": "fran fanny", "francis": "frank frankie", "frederick": "fred freddie", "gabriel": "gabe", "geoffrey": "geoff",
    "gerald": "gerry jerry", "gregory": "greg", "harold": "hal harry", "helen": "nell nellie", "henry": "hank harry",
    "isabella": "bella izzy", "jacob": "jake", "james": "jim jimmy jamie", "jeffrey": "jeff", "jennifer": "jen jenny",
    "jessica": "jess jessie", "john": "jack johnny jon", "jonathan": "jon jonny", "joseph": "joe joey", "joshua": "josh",
    "judith": "judy", "kenneth": "ken kenny", "lawrence": "larry laurie laurence", "leonard": "len lenny leo", "lewis": "lew lou",
    "louis": "lou louie", "margaret": "maggie meg peggy marge greta", "martin": "marty", "mary": "molly polly", "matthew": "matt",
    "melissa": "mel missy", "michael": "mike mick mickey", "nancy": "nan", "nathaniel": "nat nate", "nicholas": "nick nicky",
    "oliver": "ollie", "pamela": "pam", "patricia": "pat patty tricia trish", "patrick": "pat paddy", "peter": "pete",
    "philip": "phil phillip", "rebecca": "becky becca", "richard": "rick dick rich ricky", "robert": "bob bobby rob robbie bert",
    "ronald": "ron ronnie", "samantha": "sam", "samuel": "sam sammy", "sarah": "sally sara", "stephen": "steve steven",
    "stewart": "stu stuart", "susan": "sue susie suzy susanna", "theodore": "ted teddy theo", "theresa": "terry tess teresa",
    "thomas": "tom tommy", "timothy": "tim timmy", "victoria": "vicky tori", "vincent": "vince vinny", "walter": "walt wally",
    "william": "will bill billy willie liam", "zachary": "zach zack",
}  # fmt: skip


def _formal_names() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for formal, short_forms in _SHORT_FORMS.items():
        for short in (formal, *short_forms.split()):
            found.setdefault(short, set()).add(formal)
    return {short: frozenset(formal) for short, formal in found.items()}


_FORMAL: Final = _formal_names()


def formal_names(given: str) -> frozenset[str]:
    """The names that a folded given name may stand for (bill: william; pat: patrick, patricia), itself where none."""
    return _FORMAL.get(given) or frozenset((given,))


def may_be_one_name(first: str, second: str) -> bool:
    """Whether two folded given names can be short forms of one: bob and robert."""
    return first == second or not formal_names(first).isdisjoint(formal_names(second))
