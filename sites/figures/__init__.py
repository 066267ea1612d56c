"""The figures of a month (月报): each one definition, from which its value and its trace follow.

``month`` says which days, ``material`` what the ledger selects, ``figure`` what a figure is;
``catalogue`` lists them all, ``report`` puts them together, ``late`` tells what came after a month
was locked. No figure is about one officer and none is a quota (国办发〔2024〕54号, 五个严禁).
"""
