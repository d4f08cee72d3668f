"""stub"""


class Chart: ...


def activity_by_outlet(*a):
    return None


activity_by_kind = heat = timeline = activity_by_outlet
