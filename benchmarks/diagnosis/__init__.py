"""The proof of the diagnosis: simulated clients with known truth, and what our code makes of them.

    from benchmarks.diagnosis.searches import simulate
    from benchmarks.diagnosis.view import look_at
    from benchmarks.diagnosis.scoring import score
    from benchmarks.diagnosis.worlds import WORLDS

    searches = simulate(WORLDS["base"], clients=4000, seed=777)
    view = look_at(searches, sent=20)                       # view.facts, view.truth; all share view.today
    found = diagnose(view.facts, view.today)
    print(score(view.truth, found.cause, found.probabilities, found.state))

`World` holds every number of the simulator, so another world is a `replace`. `cut_practices` cuts a view into
practices of one size, `write_tables` writes one as the folder that `coachhub diagnose --facts` reads.
"""
